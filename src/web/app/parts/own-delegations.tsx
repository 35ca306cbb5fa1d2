import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Form, Select } from 'antd'
import { useState } from 'react'
import type { Answered } from '#server/api'
import { accountTexts } from '../../texts/account.ts'
import { commonTexts } from '../../texts/common.ts'
import { roleNames } from '../../texts/names.ts'
import { type Dayjs, dayjs } from '../calendar.ts'
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
        {accountTexts.delegateTo}
      </Button>
      {own.length === 0 && <span className="soft"> {accountTexts.nothingToDelegate}</span>}
      <Problem text={problem} />
      <Delegations
        label={accountTexts.delegatedByMe}
        rows={given}
        who={({ account }) => account.name}
        word={accountTexts.takeBack}
        end={end}
      />
      <Delegations
        label={accountTexts.delegatedToMe}
        rows={received}
        who={({ delegatedBy }) => delegatedBy?.name ?? ''}
        word={accountTexts.giveBack}
        end={end}
      />
      {!list.isPending && given.length + received.length === 0 && <Empty>{accountTexts.noDelegations}</Empty>}
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
          { title: accountTexts.who, key: 'who', width: 120, render: (_, row) => who(row) },
          { title: commonTexts.role, key: 'role', width: 150, render: (_, { role }) => roleNames[role] },
          {
            title: commonTexts.unit,
            key: 'unit',
            render: (_, { unit }) => (unit === 0 ? commonTexts.wholeBureau : <UnitName id={unit} />),
          },
          { title: accountTexts.until, key: 'until', width: 140, render: (_, { until }) => moment(until) },
          {
            title: <span className="spoken">{commonTexts.act}</span>,
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
    label: `${roleNames[role]}${commonTexts.bracketed(`${unit === 0 ? commonTexts.wholeBureau : commonTexts.unitNumber(unit)}${commonTexts.comma}${yearsText(fromYear, toYear)}`)}`,
  }))
  return (
    <ChangeDialog<Fields>
      title={accountTexts.delegateTo}
      okText={accountTexts.delegate}
      initial={{ ...(own[0] ? { role: own[0].id } : {}), until: dayjs().add(7, 'day') }}
      close={close}
      send={send}
      says={({ to, until }) =>
        accountTexts.delegateWhat(until ? until.format('YYYY-MM-DD') : '…', to ?? accountTexts.colleague)
      }
    >
      <Form.Item
        name="role"
        label={accountTexts.whichRole}
        rules={[{ required: true, message: accountTexts.roleNeeded }]}
      >
        <Select options={options} />
      </Form.Item>
      <Form.Item
        name="to"
        label={accountTexts.toWhom}
        rules={[{ required: true, message: accountTexts.colleagueNeeded }]}
      >
        <Colleague />
      </Form.Item>
      <Form.Item
        name="until"
        label={accountTexts.untilDay}
        rules={[{ required: true, message: accountTexts.dayNeeded }]}
      >
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
    .map(({ login, name }) => ({ value: login, label: `${name}${commonTexts.bracketed(login)}` }))
  return (
    <Select<string | null>
      {...(id === undefined ? {} : { id })}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={accountTexts.typeName}
      value={value ?? null}
      onChange={(login) => login !== null && onChange?.(login)}
      options={options}
      notFoundContent={
        rested === ''
          ? accountTexts.typeNameToFind
          : found.isPending
            ? accountTexts.searching
            : accountTexts.noSuchColleague
      }
    />
  )
}
