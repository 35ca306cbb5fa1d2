import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Checkbox, Space } from 'antd'
import { useState } from 'react'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { roleNames } from '../../texts/names.ts'
import { peopleTexts } from '../../texts/people.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { GiveRole, InitialPassword, RenamePerson, usePeopleChanged } from '../parts/person-dialogs.tsx'
import { Problem } from '../parts/problem.tsx'
import { reasonOf } from '../parts/reason.ts'
import { SmallTable } from '../parts/small-table.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { UnitName } from '../parts/unit-fields.tsx'
import { personRoute } from '../router.tsx'
import { moment, yearsText } from '../words.ts'
import { AccountState } from './people.tsx'

type Account = Answered<'GET', '/api/bureaus/:region/accounts/:account'>
const ACCOUNT = '/api/bureaus/:region/accounts/:account'
type ListedRole = Answered<'GET', '/api/bureaus/:region/roles'>['roles'][number]

/** One account: its state, what an administrator can do with it, its roles. */
export function Person() {
  const { account: id } = personRoute.useParams() as { account: string }
  const { region } = useCurrent()
  const account = useQuery({
    queryKey: ['account', region, id],
    queryFn: () => call('GET', '/api/bureaus/:region/accounts/:account', { params: { region, account: id } }),
  })
  if (account.isError) return <PageError error={account.error} reset={() => void account.refetch()} />
  if (!account.data) return <PageLoading />
  return (
    <div className="sheet">
      <p>
        <Link to="/people">{peopleTexts.backToPeople}</Link>
      </p>
      <h1>
        {account.data.name} <small>{peopleTexts.loginSince(account.data.login, moment(account.data.createdAt))}</small>
      </h1>
      <p>
        <AccountState account={account.data} />
      </p>
      <Powers account={account.data} />
      <Roles account={account.data} />
    </div>
  )
}

/** Asks first: each of these takes something from somebody at once. */
function usePowers(account: Account) {
  const { region } = useCurrent()
  const changed = usePeopleChanged()
  const { modal, message } = App.useApp()
  const [problem, setProblem] = useState<string>()
  const run = async (work: () => Promise<unknown>, done: string) => {
    setProblem(undefined)
    try {
      await work()
      void message.success(done)
    } catch (error) {
      setProblem(reasonOf(error))
    }
    await changed()
  }
  const ask = (title: string, content: string, work: () => Promise<unknown>, done: string) =>
    void modal.confirm({ title, content, okText: title.slice(0, 2), onOk: () => run(work, done) })
  return { params: { region, account: account.id }, run, ask, problem }
}

function Powers({ account }: { account: Account }) {
  const [isRenaming, setRenaming] = useState(false)
  const [password, setPassword] = useState<string>()
  const { powers, problem } = usePowersOver(account, setPassword)
  return (
    <>
      <Space wrap className="filters">
        <Button onClick={() => setRenaming(true)}>{peopleTexts.renamePerson}</Button>
        {powers
          .filter(({ isThere }) => isThere)
          .map(({ label, isDanger = false, run }) => (
            <Button key={label} danger={isDanger} onClick={run}>
              {label}
            </Button>
          ))}
      </Space>
      <Problem text={problem} />
      {isRenaming && <RenamePerson account={account} close={() => setRenaming(false)} />}
      {password !== undefined && (
        <InitialPassword
          name={account.name}
          login={account.login}
          password={password}
          close={() => setPassword(undefined)}
        />
      )}
    </>
  )
}

type Power = {
  readonly label: string
  readonly isThere: boolean
  readonly isDanger?: boolean
  readonly run: () => void
}

function usePowersOver(account: Account, show: (password: string) => void) {
  const { me } = useCurrent()
  const { params, run, ask, problem } = usePowers(account)
  const { name, isDisabled, isMachine, hasTotp } = account
  const set = (value: boolean) => call('PATCH', ACCOUNT, { params, body: { isDisabled: value } })
  const reset = async () => show((await call('POST', `${ACCOUNT}/password`, { params })).initialPassword)
  const dropTotp = () => call('DELETE', `${ACCOUNT}/totp`, { params })
  const endAll = () => call('DELETE', `${ACCOUNT}/sessions`, { params })
  const told = {
    reset: peopleTexts.resetPasswordWhat(name),
    totp: peopleTexts.unbindTotpWhat(name),
    sessions: peopleTexts.endSessionsWhat(name),
    disable: peopleTexts.disableWhat(name),
  }
  const powers: readonly Power[] = [
    {
      label: peopleTexts.resetPassword,
      isThere: !isMachine,
      run: () => ask(peopleTexts.resetPassword, told.reset, reset, peopleTexts.resetDone),
    },
    {
      label: commonTexts.unbindTotp,
      isThere: hasTotp && account.id !== me.account.id,
      run: () => ask(commonTexts.unbindTotp, told.totp, dropTotp, peopleTexts.removed),
    },
    {
      label: peopleTexts.endSessions,
      isThere: !isMachine,
      run: () => ask(peopleTexts.endSessionsShort, told.sessions, endAll, peopleTexts.sessionsEnded),
    },
    { label: peopleTexts.enable, isThere: isDisabled, run: () => void run(() => set(false), peopleTexts.enabled) },
    {
      label: commonTexts.disable,
      isThere: !isDisabled,
      isDanger: true,
      run: () => ask(peopleTexts.disableAccount, told.disable, () => set(true), peopleTexts.disabledDone),
    },
  ]
  return { powers, problem }
}

function Roles({ account }: { account: Account }) {
  const { region } = useCurrent()
  const [ended, setEnded] = useState(false)
  const [isGiving, setGiving] = useState(false)
  const { ask, problem } = usePowers(account)
  const roles = useQuery({
    queryKey: ['roles', region, account.id, ended],
    queryFn: () =>
      call('GET', '/api/bureaus/:region/roles', {
        params: { region },
        query: { account: account.id, limit: 200, ended: String(ended) },
      }),
  })
  const end = ({ id, role, account: { name } }: ListedRole) =>
    ask(
      commonTexts.endRole,
      peopleTexts.endRoleWhat(name, roleNames[role]),
      () => call('DELETE', '/api/bureaus/:region/roles/:role', { params: { region, role: id } }),
      peopleTexts.ended,
    )
  return (
    <section>
      <h2>{commonTexts.role}</h2>
      <Space wrap className="filters">
        <Button type="primary" onClick={() => setGiving(true)}>
          {peopleTexts.giveRole}
        </Button>
        <Checkbox checked={ended} onChange={({ target }) => setEnded(target.checked)}>
          {peopleTexts.showEnded}
        </Checkbox>
      </Space>
      <Problem text={problem} />
      {roles.isError ? (
        <PageError error={roles.error} reset={() => void roles.refetch()} />
      ) : (
        <RoleTable roles={roles.data?.roles ?? []} isLoading={roles.isPending} end={end} />
      )}
      {isGiving && <GiveRole account={account} close={() => setGiving(false)} />}
    </section>
  )
}

type RoleTableProps = {
  readonly roles: readonly ListedRole[]
  readonly isLoading: boolean
  readonly end: (role: ListedRole) => void
}

function RoleTable({ roles, isLoading, end }: RoleTableProps) {
  return (
    <SmallTable<ListedRole>
      label={commonTexts.role}
      rowKey="id"
      loading={isLoading}
      width={640}
      rows={roles}
      locale={{ emptyText: isLoading ? ' ' : <Empty>{peopleTexts.noRoles}</Empty> }}
      columns={[
        { title: commonTexts.role, key: 'role', width: 150, render: (_, { role }) => roleNames[role] },
        {
          title: commonTexts.unit,
          key: 'unit',
          render: (_, { unit }) => (unit === 0 ? commonTexts.wholeBureau : <UnitName id={unit} />),
        },
        { title: commonTexts.year, key: 'years', width: 120, render: (_, one) => yearsText(one.fromYear, one.toYear) },
        { title: peopleTexts.origin, key: 'story', render: (_, one) => storyOf(one) },
        {
          title: <span className="spoken">{commonTexts.act}</span>,
          key: 'end',
          width: 80,
          render: (_, one) =>
            one.endedAt === null && (
              <Button size="small" onClick={() => end(one)}>
                {commonTexts.end}
              </Button>
            ),
        },
      ]}
    />
  )
}

function storyOf({ givenBy, givenAt, delegatedBy, until, endedAt, endedBy }: ListedRole): string {
  const given = delegatedBy
    ? peopleTexts.delegatedBy(delegatedBy.name, moment(until))
    : givenBy
      ? peopleTexts.givenBy(givenBy.name, moment(givenAt))
      : ''
  return endedAt === null ? given : peopleTexts.endedBy(given, moment(endedAt), endedBy ? `${endedBy.name}` : '')
}
