import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Checkbox, Space } from 'antd'
import { useState } from 'react'
import { ROLE_NAMES } from '#engine'
import type { Answered } from '#server/api'
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
        <Link to="/people">← 人员</Link>
      </p>
      <h1>
        {account.data.name}{' '}
        <small>
          登录名 {account.data.login} · {moment(account.data.createdAt)} 建
        </small>
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
        <Button onClick={() => setRenaming(true)}>改姓名</Button>
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
    reset: `${name}现在的密码、登录和令牌马上失效；新的初始密码只显示一次。`,
    totp: `只在${name}丢了设备和恢复码时用。解除后只凭密码就能登录，请先当面核实是本人。`,
    sessions: `${name}在所有地方要重新登录；没有保存的内容留在那台电脑上。`,
    disable: `${name}马上退出，不能再登录；做过的事和角色都留着，可以再启用。`,
  }
  const powers: readonly Power[] = [
    { label: '重设密码', isThere: !isMachine, run: () => ask('重设密码', told.reset, reset, '重设好了') },
    {
      label: '解除动态码',
      isThere: hasTotp && account.id !== me.account.id,
      run: () => ask('解除动态码', told.totp, dropTotp, '解除好了'),
    },
    { label: '结束所有登录', isThere: !isMachine, run: () => ask('结束登录', told.sessions, endAll, '都结束了') },
    { label: '启用', isThere: isDisabled, run: () => void run(() => set(false), '启用了') },
    {
      label: '停用',
      isThere: !isDisabled,
      isDanger: true,
      run: () => ask('停用账号', told.disable, () => set(true), '停用了'),
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
      '结束角色',
      `${name}马上不再是${ROLE_NAMES[role]}；由这个角色委托出去的也一起结束。做过的事都留着。`,
      () => call('DELETE', '/api/bureaus/:region/roles/:role', { params: { region, role: id } }),
      '结束了',
    )
  return (
    <section>
      <h2>角色</h2>
      <Space wrap className="filters">
        <Button type="primary" onClick={() => setGiving(true)}>
          给一个角色
        </Button>
        <Checkbox checked={ended} onChange={({ target }) => setEnded(target.checked)}>
          也列出已结束的
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
      label="角色"
      rowKey="id"
      loading={isLoading}
      width={640}
      rows={roles}
      locale={{ emptyText: isLoading ? ' ' : <Empty>还没有角色：登录后什么也看不到。给一个角色就能工作。</Empty> }}
      columns={[
        { title: '角色', key: 'role', width: 150, render: (_, { role }) => ROLE_NAMES[role] },
        { title: '单位', key: 'unit', render: (_, { unit }) => (unit === 0 ? '整个财政局' : <UnitName id={unit} />) },
        { title: '年度', key: 'years', width: 120, render: (_, one) => yearsText(one.fromYear, one.toYear) },
        { title: '来历', key: 'story', render: (_, one) => storyOf(one) },
        {
          title: <span className="spoken">办理</span>,
          key: 'end',
          width: 80,
          render: (_, one) =>
            one.endedAt === null && (
              <Button size="small" onClick={() => end(one)}>
                结束
              </Button>
            ),
        },
      ]}
    />
  )
}

function storyOf({ givenBy, givenAt, delegatedBy, until, endedAt, endedBy }: ListedRole): string {
  const given = delegatedBy
    ? `${delegatedBy.name}委托，到 ${moment(until)}`
    : givenBy
      ? `${givenBy.name} ${moment(givenAt)} 给`
      : ''
  return endedAt === null ? given : `${given}；${moment(endedAt)} ${endedBy ? `${endedBy.name}` : ''}结束`
}
