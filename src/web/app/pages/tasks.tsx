import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ACTION_NAMES, type Action, type FormStatus, KIND_NAMES, ROLE_NAMES, type Role, STATUS_NAMES } from '#engine'
import type { Answered } from '#server/api'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { NewForm } from '../parts/new-form.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { dayOf, moment } from '../words.ts'

type Rows = Answered<'GET', '/api/bureaus/:region/forms'>['rows']
type Campaigns = Answered<'GET', '/api/bureaus/:region/campaigns'>['campaigns']

/** What waits for somebody, by role: the statuses in which a form is theirs to act on. */
const QUEUES: Readonly<Partial<Record<Role, { readonly statuses: readonly FormStatus[]; readonly says: string }>>> = {
  clerk: { statuses: ['draft', 'returned'], says: '等我填报' },
  unitHead: { statuses: ['submitted'], says: '等我签发' },
  departmentReviewer: { statuses: ['unitSigned'], says: '等我审核（主管部门）' },
  financeReviewer: { statuses: ['departmentReviewed'], says: '等我审核（财政业务科）' },
  performanceOfficer: { statuses: ['financeReviewed'], says: '等我批复（绩效科）' },
}

/** My tasks: what waits for me, how long is left, and what I can begin. */
export function Tasks() {
  const { region, year, roles, me, isYearOpen, setYear } = useCurrent()
  const params = { region }
  const forms = useQuery({
    queryKey: ['forms', region, year, 'tasks'],
    queryFn: () => call('GET', '/api/bureaus/:region/forms', { params, query: { year, limit: 1000 } }),
  })
  const campaigns = useQuery({
    queryKey: ['campaigns', region],
    queryFn: () => call('GET', '/api/bureaus/:region/campaigns', { params }),
  })
  const running = campaigns.data?.campaigns.find(({ state }) => state === 'open' || state === 'late')?.fiscalYear
  useEffect(() => {
    if (isYearOpen && running !== undefined) setYear(running)
  }, [isYearOpen, running, setYear])
  if (forms.isError) return <PageError error={forms.error} reset={() => void forms.refetch()} />
  if (!forms.data || !campaigns.data) return <PageLoading />
  const open = campaigns.data.campaigns.filter(({ fiscalYear, state }) => fiscalYear === year && state !== 'closed')
  const queues = roles.flatMap((role) => {
    const queue = QUEUES[role]
    return queue
      ? [{ role, ...queue, rows: forms.data.rows.filter(({ status }) => queue.statuses.includes(status)) }]
      : []
  })
  return (
    <div className="sheet">
      <h1>
        我的任务{' '}
        <small>
          {me.account.name}，{roles.map((role) => ROLE_NAMES[role]).join('、')}
        </small>
      </h1>
      <Deadlines campaigns={open} />
      {queues.map(({ role, says, rows }) => (
        <section key={role}>
          <h2>
            {says} <small>{rows.length} 张</small>
          </h2>
          <TaskList rows={rows} role={role} campaigns={open} />
        </section>
      ))}
      {queues.length === 0 && <Empty>您的角色不办表，可以在左边查看。</Empty>}
      {roles.includes('clerk') && <Begin existing={forms.data.rows} />}
    </div>
  )
}

/** Which campaigns run and how many days are left. */
function Deadlines({ campaigns }: { campaigns: Campaigns }) {
  if (campaigns.length === 0) return null
  return (
    <ul className="deadlines">
      {campaigns.map(({ id, title, state, daysLeft, opensAt, closesAt, lateUntil }) => (
        <li key={id} className={daysLeft !== null && daysLeft <= 3 ? 'near' : ''}>
          <b>{title}</b> {state === 'early' && `${dayOf(opensAt)} 开始`}
          {state === 'open' && `${dayOf(closesAt)} 截止，${daysLeft === 0 ? '今天是最后一天' : `还剩 ${daysLeft} 天`}`}
          {state === 'late' && lateUntil !== null && `已过截止日，${dayOf(lateUntil)} 前仍收，按逾期记`}
        </li>
      ))}
    </ul>
  )
}

function TaskList({ rows, role, campaigns }: { rows: Rows; role: Role; campaigns: Campaigns }) {
  if (rows.length === 0) return <p className="soft">没有</p>
  const next = role === 'clerk' ? '填报' : ACTION_NAMES[NEXT[role] ?? 'sign']
  return (
    <ul className="tasks">
      {rows.map((row) => {
        const campaign = campaigns.find(({ kind }) => kind === row.kind)
        return (
          <li key={row.id}>
            <Link to="/forms/$form" params={{ form: row.id }}>
              <span className="task-title">
                {row.unitName ?? `单位 ${row.unit}`} · {row.title || KIND_NAMES[row.kind]}
              </span>
              <span className={`status ${row.status}`}>{STATUS_NAMES[row.status]}</span>
              {row.totalScore !== null && <span className="number">{row.totalScore} 分</span>}
              {campaign?.daysLeft !== undefined && campaign.daysLeft !== null && (
                <span>还剩 {campaign.daysLeft} 天</span>
              )}
              <small>{moment(row.updatedAt)}</small>
              <span className="go">{next} →</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

const NEXT: Readonly<Partial<Record<Role, Action>>> = {
  unitHead: 'sign',
  departmentReviewer: 'reviewForDepartment',
  financeReviewer: 'reviewForFinance',
  performanceOfficer: 'approve',
}

function Begin({ existing }: { existing: Rows }) {
  const [isOpen, setOpen] = useState(existing.length === 0)
  return (
    <section>
      <h2>新建一张表</h2>
      {isOpen ? (
        <NewForm />
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          新建…
        </button>
      )}
    </section>
  )
}
