import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import { ACTION_NAMES, KIND_NAMES, MOVES, type Role, STATUS_NAMES } from '#engine'
import type { Answered, Sent } from '#server/api'
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
        成批办理 {rows.length > 0 ? `${rows.length} 张` : ''}
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
      title={`成批办理 ${rows.length} 张表`}
      width={720}
      onCancel={leave}
      footer={[
        <Button key="close" onClick={leave}>
          {isDone ? '好' : '取消'}
        </Button>,
        <Button key="dry" disabled={!action || isDone} loading={isBusy} onClick={() => start(true)}>
          先试算
        </Button>,
        <Button key="go" type="primary" disabled={!mayGo} loading={isBusy} onClick={() => start(false)}>
          {report?.dryRun ? `办理 ${report.done} 张` : '办理'}
        </Button>,
      ]}
    >
      <Select<BatchAction>
        placeholder="办什么"
        aria-label="办什么"
        style={{ width: 220, marginBottom: 8 }}
        options={actionsOf(roles).map((value) => ({ value, label: ACTION_NAMES[value] }))}
        value={action ?? null}
        onChange={(next) => {
          setAction(next)
          forget()
        }}
      />
      <Input.TextArea
        rows={2}
        placeholder={needsOpinion ? '意见（必填，每张表都写上）' : '意见'}
        aria-label="意见"
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
    return row ? `${row.unitName ?? row.unit} ${row.title || KIND_NAMES[row.kind]}（${STATUS_NAMES[row.status]}）` : id
  }
  const what = report.dryRun ? '能办' : '办好'
  const note = report.dryRun ? '（还没有办，点“办理”才算）' : ''
  return (
    <>
      <Alert
        type={failed.length > 0 ? 'warning' : 'success'}
        style={{ margin: '8px 0' }}
        title={`${what} ${report.done} 张，${report.failed} 张不能办${note}`}
      />
      {failed.length > 0 && (
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ y: 220 }}
          dataSource={[...failed]}
          columns={[
            { title: '表', key: 'form', render: (_, { id }) => nameOf(id) },
            { title: '为什么不能办', dataIndex: 'problem' },
          ]}
        />
      )}
    </>
  )
}
