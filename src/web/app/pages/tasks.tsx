import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Action, type FormStatus, KIND_NAMES, type Role } from '#engine'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { actionNames, roleNames, statusNames } from '../../texts/names.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { NewForm } from '../parts/new-form.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { dayOf, moment } from '../words.ts'

type Rows = Answered<'GET', '/api/bureaus/:region/forms'>['rows']
type Campaigns = Answered<'GET', '/api/bureaus/:region/campaigns'>['campaigns']

/** What waits for somebody, by role: the statuses in which a form is theirs to act on. */
const QUEUES: Readonly<Partial<Record<Role, { readonly statuses: readonly FormStatus[]; readonly says: string }>>> = {
  clerk: { statuses: ['draft', 'returned'], says: listTexts.waitFillIn },
  unitHead: { statuses: ['submitted'], says: listTexts.waitSign },
  departmentReviewer: { statuses: ['unitSigned'], says: listTexts.waitDepartment },
  financeReviewer: { statuses: ['departmentReviewed'], says: listTexts.waitFinance },
  performanceOfficer: { statuses: ['financeReviewed'], says: listTexts.waitApprove },
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
        {commonTexts.ownTasks}{' '}
        <small>
          {me.account.name}
          {commonTexts.comma}
          {roles.map((role) => roleNames[role]).join(commonTexts.listMark)}
        </small>
      </h1>
      <Deadlines campaigns={open} />
      {queues.map(({ role, says, rows }) => (
        <section key={role}>
          <h2>
            {says} <small>{commonTexts.formsCount(rows.length)}</small>
          </h2>
          <TaskList rows={rows} role={role} campaigns={open} />
        </section>
      ))}
      {queues.length === 0 && <Empty>{listTexts.noTasks}</Empty>}
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
          <b>{title}</b> {state === 'early' && listTexts.opensOn(dayOf(opensAt))}
          {state === 'open' &&
            listTexts.closesOn(
              dayOf(closesAt),
              daysLeft === 0 ? listTexts.lastDay : listTexts.daysRemain(daysLeft ?? '—'),
            )}
          {state === 'late' && lateUntil !== null && listTexts.lateStill(dayOf(lateUntil))}
        </li>
      ))}
    </ul>
  )
}

function TaskList({ rows, role, campaigns }: { rows: Rows; role: Role; campaigns: Campaigns }) {
  if (rows.length === 0) return <p className="soft">{commonTexts.none}</p>
  const next = role === 'clerk' ? listTexts.fillIn : actionNames[NEXT[role] ?? 'sign']
  return (
    <ul className="tasks">
      {rows.map((row) => {
        const campaign = campaigns.find(({ kind }) => kind === row.kind)
        return (
          <li key={row.id}>
            <Link to="/forms/$form" params={{ form: row.id }}>
              <span className="task-title">
                {row.unitName ?? commonTexts.unitNumber(row.unit)} · {row.title || KIND_NAMES[row.kind]}
              </span>
              <span className={`status ${row.status}`}>{statusNames[row.status]}</span>
              {row.totalScore !== null && <span className="number">{listTexts.scorePoints(row.totalScore)}</span>}
              {campaign?.daysLeft !== undefined && campaign.daysLeft !== null && (
                <span>{listTexts.daysRemain(campaign.daysLeft)}</span>
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
      <h2>{listTexts.newForm}</h2>
      {isOpen ? (
        <NewForm />
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          {listTexts.newFormMore}
        </button>
      )}
    </section>
  )
}
