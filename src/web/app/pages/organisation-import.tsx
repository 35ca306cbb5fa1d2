import { useQueryClient } from '@tanstack/react-query'
import { Alert, Table } from 'antd'
import { useRef, useState } from 'react'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { peopleTexts } from '../../texts/people.ts'
import { ApiProblem, addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { Problem } from '../parts/problem.tsx'
import { csvLine, saveText } from '../parts/save-text.ts'
import { SmallTable } from '../parts/small-table.tsx'

type Outcome = Answered<'POST', '/api/bureaus/:region/organisation-imports'>
type Fault = Outcome['faults'][number]
type Step = { readonly file: File; readonly outcome: Outcome }

const IMPORT = '/api/bureaus/:region/organisation-imports'

/** Units and people from a workbook: the blank one, a try that writes nothing, all faults by cell, then all of it or nothing. */
export function OrganisationImport() {
  const { region } = useCurrent()
  const { step, problem, busy, tryOut, apply } = useImport(region)
  const input = useRef<HTMLInputElement>(null)
  const isDone = step?.outcome.isApplied === true
  return (
    <div className="sheet">
      <h1>{peopleTexts.importOrganisation}</h1>
      <ol className="steps">
        <li>
          {peopleTexts.importStep1}{' '}
          <a className="as-button" href={addressOf('/api/bureaus/:region/organisation-template', { region })} download>
            {peopleTexts.blankFile}
          </a>
        </li>
        <li>
          {peopleTexts.importStep2}{' '}
          <button type="button" disabled={busy !== undefined} onClick={() => input.current?.click()}>
            {busy ?? peopleTexts.chooseAndTry}
          </button>
          <input
            ref={input}
            type="file"
            accept=".xlsx"
            hidden
            aria-label={peopleTexts.filledFile}
            onChange={({ target }) => {
              const file = target.files?.[0]
              // The same file again, mended meanwhile, must count as a choice.
              target.value = ''
              if (file) void tryOut(file)
            }}
          />
        </li>
        <li>{peopleTexts.importStep3}</li>
      </ol>
      <Problem text={problem} />
      {step && <Result outcome={step.outcome} name={step.file.name} />}
      {step && !isDone && step.outcome.faultCount === 0 && (
        <p>
          <button
            type="button"
            className="primary"
            disabled={busy !== undefined || changesOf(step.outcome) === 0}
            onClick={() => void apply(step.file)}
          >
            {peopleTexts.writeChanges(changesOf(step.outcome))}
          </button>
        </p>
      )}
      {isDone && step.outcome.passwords.length > 0 && <Passwords list={step.outcome.passwords} />}
    </div>
  )
}

function useImport(region: number) {
  const queries = useQueryClient()
  const [step, setStep] = useState<Step>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState<string>()
  const send = async (file: File, isReal: boolean) => {
    setBusy(isReal ? peopleTexts.writing : peopleTexts.trying)
    setProblem(undefined)
    try {
      const query = isReal ? { apply: 'true' } : {}
      const outcome = await call('POST', IMPORT, { params: { region }, query, bytes: file })
      setStep({ file, outcome })
      if (isReal) await queries.invalidateQueries()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
      if (!isReal) setStep(undefined)
    } finally {
      setBusy(undefined)
    }
  }
  return { step, problem, busy, tryOut: (file: File) => send(file, false), apply: (file: File) => send(file, true) }
}

function changesOf({ added }: Outcome): number {
  return added.units + added.people + added.roles
}

function Result({ outcome, name }: { outcome: Outcome; name: string }) {
  const { added, unchanged, faults, faultCount, ignored, isApplied } = outcome
  const counts = peopleTexts.counts(added.units, added.people, added.roles)
  const same = peopleTexts.sameCounts(unchanged.units, unchanged.people, unchanged.roles)
  const title = isApplied ? peopleTexts.written(counts) : peopleTexts.wouldWrite(name, counts, same)
  return (
    <>
      <Alert
        type={faultCount > 0 ? 'warning' : 'success'}
        title={faultCount > 0 ? peopleTexts.notWritten(name, faultCount) : title}
      />
      {ignored.length > 0 && <p className="soft">{peopleTexts.unusedColumns(ignored.join(commonTexts.listMark))}</p>}
      {faultCount > 0 && (
        <SmallTable<Fault>
          label={commonTexts.problem}
          rowKey={({ sheet, row, column, message }) => `${sheet} ${row} ${column} ${message}`}
          width={480}
          rows={faults}
          columns={[
            { title: peopleTexts.sheet, dataIndex: 'sheet', width: 90 },
            { title: peopleTexts.cell, key: 'cell', width: 90, render: (_, fault) => cellOf(fault) },
            { title: commonTexts.problem, dataIndex: 'message' },
          ]}
        />
      )}
      {faultCount > faults.length && <p className="soft">{peopleTexts.onlyFirst(faults.length)}</p>}
    </>
  )
}

/** As the spreadsheet names it: D7, a whole row, or the whole sheet. */
function cellOf({ row, column }: Fault): string {
  if (row === null) return peopleTexts.wholeSheet
  if (column === null) return peopleTexts.rowNumber(row)
  let [letters, rest] = ['', column]
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
    rest = Math.floor((rest - 1) / 26)
  }
  return `${letters}${row}`
}

function Passwords({ list }: { list: Outcome['passwords'] }) {
  const [isSaved, setSaved] = useState(false)
  const save = () => {
    const lines = [
      [commonTexts.login, commonTexts.personName, commonTexts.firstPassword],
      ...list.map((one) => [one.login, one.name, one.initialPassword]),
    ]
    saveText(peopleTexts.passwordsFile, `${lines.map(csvLine).join('\r\n')}\r\n`)
    setSaved(true)
  }
  return (
    <section>
      <h2>{commonTexts.firstPassword}</h2>
      <p>
        {peopleTexts.passwordsOnce(list.length)}{' '}
        <button type="button" className="primary" onClick={save}>
          {isSaved ? peopleTexts.saveAgain : commonTexts.saveFile}
        </button>
      </p>
      <Table
        size="small"
        rowKey="login"
        pagination={false}
        virtual={list.length > 50}
        scroll={{ x: 420, y: 360 }}
        dataSource={[...list]}
        columns={[
          { title: commonTexts.login, dataIndex: 'login', width: 140 },
          { title: commonTexts.personName, dataIndex: 'name', width: 120 },
          {
            title: commonTexts.firstPassword,
            key: 'password',
            width: 200,
            render: (_, { initialPassword }) => <code>{initialPassword}</code>,
          },
        ]}
      />
    </section>
  )
}
