import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import { KIND_NAMES, MOVES, type Role } from '#engine'
import type { Answered, Sent } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { actionNames, statusNames } from '../../texts/names.ts'
import { ApiProblem, call } from '../client.ts'
import { useCurrent } from '../current.tsx'

type Row = Answered<'GET', '/api/bureaus/:region/forms'>['rows'][number]
type Report = Answered<'POST', '/api/bureaus/:region/moves'>
type BatchAction = Sent<'POST', '/api/bureaus/:region/moves'>['action']
type BatchProps = { readonly region: number; readonly rows: readonly Row[]; readonly done: () => void }

/** A step for many forms: first what it would do to each and why not, then the step itself. */
export function BatchMove(props: BatchProps) {
  const [isOpen, setOpen] = useState(false)
  const { rows } = props
  return (
    <>
      <Button disabled={rows.length === 0} onClick={() => setOpen(true)}>
        {listTexts.batch(rows.length > 0 ? commonTexts.formsCount(rows.length) : '')}
      </Button>
      {isOpen && <BatchDialog {...props} close={() => setOpen(false)} />}
    </>
  )
}

function BatchDialog({ region, rows, done, close }: BatchProps & { readonly close: () => void }) {
  const { roles } = useCurrent()
  const [action, setAction] = useState<BatchAction>()
  const [opinion, setOpinion] = useState('')
  const { report, problem, isBusy, run, forget } = useBatch(region, rows)
  const needsOpinion = MOVES.some((move) => move.action === action && move.needsOpinion)
  const isDone = report?.dryRun === false
  const leave = () => {
    close()
    if (isDone) done()
  }
  const mayGo = report?.dryRun === true && report.done > 0 && !(needsOpinion && opinion.trim() === '')
  const start = (dryRun: boolean) => {
    if (action) void run(action, opinion, dryRun)
  }
  return (
    <Modal
      open
      title={listTexts.batchOf(rows.length)}
      width={720}
      onCancel={leave}
      footer={[
        <Button key="close" onClick={leave}>
          {isDone ? listTexts.fine : commonTexts.cancel}
        </Button>,
        <Button key="dry" disabled={!action || isDone} loading={isBusy} onClick={() => start(true)}>
          {listTexts.dryRun}
        </Button>,
        <Button key="go" type="primary" disabled={!mayGo} loading={isBusy} onClick={() => start(false)}>
          {report?.dryRun ? listTexts.actOn(report.done) : commonTexts.act}
        </Button>,
      ]}
    >
      <Select<BatchAction>
        placeholder={listTexts.whichAction}
        aria-label={listTexts.whichAction}
        style={{ width: 220, marginBottom: 8 }}
        options={actionsOf(roles).map((value) => ({ value, label: actionNames[value] }))}
        value={action ?? null}
        onChange={(next) => {
          setAction(next)
          forget()
        }}
      />
      <Input.TextArea
        rows={2}
        placeholder={needsOpinion ? listTexts.opinionForAll : commonTexts.opinion}
        aria-label={commonTexts.opinion}
        value={opinion}
        onChange={(event) => setOpinion(event.target.value)}
      />
      {problem !== undefined && <Alert type="error" title={problem} />}
      {report && <Outcomes rows={rows} report={report} />}
    </Modal>
  )
}

function actionsOf(roles: readonly Role[]): readonly BatchAction[] {
  const own = MOVES.filter((move) => move.by.some((role) => roles.includes(role))).map(({ action }) => action)
  return [...new Set(own)].filter((one): one is BatchAction => one !== 'submit' && one !== 'carryOver')
}

function useBatch(region: number, rows: readonly Row[]) {
  const queries = useQueryClient()
  const [report, setReport] = useState<Report>()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const run = async (action: BatchAction, opinion: string, dryRun: boolean) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const body = { action, opinion, forms: rows.map(({ id, version }) => ({ id, version })), dryRun }
      setReport(await call('POST', '/api/bureaus/:region/moves', { params: { region }, body }))
      if (!dryRun) await queries.invalidateQueries({ queryKey: ['forms'] })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }
  return { report, problem, isBusy, run, forget: () => setReport(undefined) }
}

function Outcomes({ rows, report }: { rows: readonly Row[]; report: Report }) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const failed = report.outcomes.filter(({ problem }) => problem !== null)
  const nameOf = (id: string) => {
    const row = byId.get(id)
    return row
      ? `${row.unitName ?? row.unit} ${row.title || KIND_NAMES[row.kind]}${commonTexts.bracketed(statusNames[row.status])}`
      : id
  }
  const what = report.dryRun ? listTexts.possible : listTexts.doneFor
  const note = report.dryRun ? listTexts.notYet : ''
  return (
    <>
      <Alert
        type={failed.length > 0 ? 'warning' : 'success'}
        style={{ margin: '8px 0' }}
        title={listTexts.outcome(what, report.done, report.failed, note)}
      />
      {failed.length > 0 && (
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ y: 220 }}
          dataSource={[...failed]}
          columns={[
            { title: commonTexts.form, key: 'form', render: (_, { id }) => nameOf(id) },
            { title: listTexts.whyNot, dataIndex: 'problem' },
          ]}
        />
      )}
    </>
  )
}
