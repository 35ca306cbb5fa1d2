import { useQueryClient } from '@tanstack/react-query'
import { Alert, Table } from 'antd'
import { useRef, useState } from 'react'
import type { Answered } from '#server/api'
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
      <h1>导入单位和人员</h1>
      <ol className="steps">
        <li>
          下载空白表，按单位、人员两页填好。已有的行可以留着：与现在一样的不变，不一样的会指出来。{' '}
          <a className="as-button" href={addressOf('/api/bureaus/:region/organisation-template', { region })} download>
            下载空白表
          </a>
        </li>
        <li>
          选填好的 .xlsx，先试一遍，什么也不写。{' '}
          <button type="button" disabled={busy !== undefined} onClick={() => input.current?.click()}>
            {busy ?? '选文件并试算…'}
          </button>
          <input
            ref={input}
            type="file"
            accept=".xlsx"
            hidden
            aria-label="填好的表"
            onChange={({ target }) => {
              const file = target.files?.[0]
              // The same file again, mended meanwhile, must count as a choice.
              target.value = ''
              if (file) void tryOut(file)
            }}
          />
        </li>
        <li>没有问题了再写进去：要么全部写入，要么一行也不写。</li>
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
            写入 {changesOf(step.outcome)} 项
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
    setBusy(isReal ? '正在写入…' : '正在试算…')
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
  const counts = `${added.units} 个单位、${added.people} 个人、${added.roles} 个角色`
  const same = `${unchanged.units} 个单位、${unchanged.people} 个人、${unchanged.roles} 个角色本来就有，不变`
  const title = isApplied ? `写好了：新增 ${counts}。` : `${name}：会新增 ${counts}；${same}。`
  return (
    <>
      <Alert
        type={faultCount > 0 ? 'warning' : 'success'}
        title={faultCount > 0 ? `${name}：有 ${faultCount} 处问题，一行也没有写。改好后再选一次。` : title}
      />
      {ignored.length > 0 && <p className="soft">没有用到的栏目：{ignored.join('、')}</p>}
      {faultCount > 0 && (
        <SmallTable<Fault>
          label="问题"
          rowKey={({ sheet, row, column, message }) => `${sheet} ${row} ${column} ${message}`}
          width={480}
          rows={faults}
          columns={[
            { title: '页', dataIndex: 'sheet', width: 90 },
            { title: '单元格', key: 'cell', width: 90, render: (_, fault) => cellOf(fault) },
            { title: '问题', dataIndex: 'message' },
          ]}
        />
      )}
      {faultCount > faults.length && <p className="soft">只列出前 {faults.length} 处。</p>}
    </>
  )
}

/** As the spreadsheet names it: D7, a whole row, or the whole sheet. */
function cellOf({ row, column }: Fault): string {
  if (row === null) return '整页'
  if (column === null) return `第 ${row} 行`
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
    const lines = [['登录名', '姓名', '初始密码'], ...list.map((one) => [one.login, one.name, one.initialPassword])]
    saveText('初始密码.csv', `${lines.map(csvLine).join('\r\n')}\r\n`)
    setSaved(true)
  }
  return (
    <section>
      <h2>初始密码</h2>
      <p>
        {list.length} 个人的初始密码只显示这一次，离开这一页就没有了。第一次登录要换成自己的密码。{' '}
        <button type="button" className="primary" onClick={save}>
          {isSaved ? '再存一次' : '存成文件'}
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
          { title: '登录名', dataIndex: 'login', width: 140 },
          { title: '姓名', dataIndex: 'name', width: 120 },
          {
            title: '初始密码',
            key: 'password',
            width: 200,
            render: (_, { initialPassword }) => <code>{initialPassword}</code>,
          },
        ]}
      />
    </section>
  )
}
