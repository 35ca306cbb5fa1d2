import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { ROLE_NAMES } from '#engine'
import type { Answered } from '#server/api'
import { call } from '../client.ts'
import { type Me, useCurrent } from '../current.tsx'
import { moment, yearsText } from '../words.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { Problem } from './problem.tsx'
import { SmallTable } from './small-table.tsx'
import { Empty, PageError } from './states.tsx'
import { UnitName } from './unit-fields.tsx'
import { useRested } from './use-rested.ts'
import { useTold } from './use-told.ts'

const DELEGATIONS = '/api/bureaus/:region/delegations'
type Delegation = Answered<'GET', typeof DELEGATIONS>['given'][number]
const KEY = ['delegations'] as const

/** Roles passed on to colleagues for a while, and those one was given; either side can end it. */
export function OwnDelegations() {
  const { region, me } = useCurrent()
  const [isGiving, setGiving] = useState(false)
  const { problem, run } = useTold(KEY)
  const list = useQuery({
    queryKey: [...KEY, region],
    queryFn: () => call('GET', DELEGATIONS, { params: { region } }),
  })
  if (list.isError) return <PageError error={list.error} reset={() => void list.refetch()} />
  const own = ownRoles(me, region)
  const end = ({ id }: Delegation) =>
    void run(() => call('DELETE', `${DELEGATIONS}/:delegation`, { params: { region, delegation: id } }))
  const { given = [], received = [] } = list.data ?? {}
  return (
    <>
      <Button className="filters" disabled={own.length === 0} onClick={() => setGiving(true)}>
        委托给同事
      </Button>
      {own.length === 0 && <span className="soft"> 您没有可以委托的角色（管理员和受委托的角色不能再委托）。</span>}
      <Problem text={problem} />
      <Delegations label="我委托出去的" rows={given} who={({ account }) => account.name} word="收回" end={end} />
      <Delegations
        label="别人委托给我的"
        rows={received}
        who={({ delegatedBy }) => delegatedBy?.name ?? ''}
        word="退还"
        end={end}
      />
      {!list.isPending && given.length + received.length === 0 && (
        <Empty>没有委托。出差、休假时，可以把角色交给同事到某一天。</Empty>
      )}
      {isGiving && <Delegate close={() => setGiving(false)} />}
    </>
  )
}

function ownRoles({ assignments }: Me, region: number) {
  return assignments.filter((one) => one.region === region && one.delegated === null && one.role !== 'administrator')
}

type DelegationsProps = {
  readonly label: string
  readonly rows: readonly Delegation[]
  readonly who: (row: Delegation) => string
  readonly word: string
  readonly end: (row: Delegation) => void
}

function Delegations({ label, rows, who, word, end }: DelegationsProps) {
  if (rows.length === 0) return null
  return (
    <>
      <h3>{label}</h3>
      <SmallTable<Delegation>
        label={label}
        rowKey="id"
        width={520}
        rows={rows}
        columns={[
          { title: '谁', key: 'who', width: 120, render: (_, row) => who(row) },
          { title: '角色', key: 'role', width: 150, render: (_, { role }) => ROLE_NAMES[role] },
          { title: '单位', key: 'unit', render: (_, { unit }) => (unit === 0 ? '整个财政局' : <UnitName id={unit} />) },
          { title: '到', key: 'until', width: 140, render: (_, { until }) => moment(until) },
          {
            title: <span className="spoken">办理</span>,
            key: 'end',
            width: 80,
            render: (_, row) => (
              <Button size="small" onClick={() => end(row)}>
                {word}
              </Button>
            ),
          },
        ]}
      />
    </>
  )
}

type Fields = { readonly role: string; readonly to: string; readonly until: Dayjs }

function Delegate({ close }: { close: () => void }) {
  const { region, me } = useCurrent()
  const { run } = useTold(KEY)
  const own = ownRoles(me, region)
  const send = async ({ role, to, until }: Fields) => {
    const body = { role, to, until: until.endOf('day').toISOString() }
    await call('POST', DELEGATIONS, { params: { region }, body })
    await run(async () => undefined)
  }
  const options = own.map(({ id, role, unit, fromYear, toYear }) => ({
    value: id,
    label: `${ROLE_NAMES[role]}（${unit === 0 ? '整个财政局' : `单位 ${unit}`}，${yearsText(fromYear, toYear)}）`,
  }))
  return (
    <ChangeDialog<Fields>
      title="委托给同事"
      okText="委托"
      initial={{ ...(own[0] ? { role: own[0].id } : {}), until: dayjs().add(7, 'day') }}
      close={close}
      send={send}
      says={({ to, until }) =>
        `到 ${until ? until.format('YYYY-MM-DD') : '…'} 这天结束，${to ?? '同事'}也能做这个角色的事，记在对方名下。您自己的角色不变，随时可以收回。`
      }
    >
      <Form.Item name="role" label="哪个角色" rules={[{ required: true, message: '要选角色' }]}>
        <Select options={options} />
      </Form.Item>
      <Form.Item name="to" label="给谁" rules={[{ required: true, message: '要选同事' }]}>
        <Colleague />
      </Form.Item>
      <Form.Item name="until" label="到哪一天（含这一天）" rules={[{ required: true, message: '要写日期' }]}>
        <DatePicker minDate={dayjs()} maxDate={dayjs().add(365, 'day')} />
      </Form.Item>
    </ChangeDialog>
  )
}

/** Finds a colleague by name or login; `id` comes from the field around it and ties the label to it. */
function Colleague({ id, value, onChange }: { id?: string; value?: string; onChange?: (login: string) => void }) {
  const { region, me } = useCurrent()
  const [text, setText] = useState('')
  const rested = useRested(text.trim(), 200)
  const found = useQuery({
    queryKey: ['colleagues', region, rested],
    queryFn: () => call('GET', '/api/bureaus/:region/colleagues', { params: { region }, query: { text: rested } }),
    enabled: rested !== '',
  })
  const options = (found.data?.people ?? [])
    .filter(({ login }) => login !== me.account.login)
    .map(({ login, name }) => ({ value: login, label: `${name}（${login}）` }))
  return (
    <Select<string | null>
      {...(id === undefined ? {} : { id })}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder="输入姓名或登录名"
      value={value ?? null}
      onChange={(login) => login !== null && onChange?.(login)}
      options={options}
      notFoundContent={rested === '' ? '输入姓名或登录名来找' : found.isPending ? '正在找…' : '本局没有这个人'}
    />
  )
}
