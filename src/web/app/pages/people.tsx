import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Select, Space, Table } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { Role } from '#engine'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { roleNames } from '../../texts/names.ts'
import { peopleTexts } from '../../texts/people.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { useKeptList } from '../lists/kept-list.ts'
import { type ListColumn, shownColumns } from '../lists/list-columns.ts'
import { ListTools } from '../lists/list-tools.tsx'
import { SearchText } from '../lists/search-text.tsx'
import { useUnits } from '../parts/new-form.tsx'
import { CreatePerson } from '../parts/person-dialogs.tsx'
import { ROLE_OPTIONS } from '../parts/role-fields.tsx'
import { Empty, PageError } from '../parts/states.tsx'
import { optionOf, type Unit, unitText } from '../parts/unit-fields.tsx'
import { useRested } from '../parts/use-rested.ts'
import { type PeopleSearch, peopleRoute } from '../router.tsx'
import { yearsText } from '../words.ts'
import { useRest } from './forms.tsx'

type Row = Answered<'GET', '/api/bureaus/:region/accounts'>['accounts'][number]

/** Who works for the bureau and its units, with their roles. */
export function People() {
  const { region } = useCurrent()
  const search = useRested(peopleRoute.useSearch(), 200)
  const units = useUnits()
  const [isMaking, setMaking] = useState(false)
  const kept = useKeptList('people')
  const navigate = useNavigate({ from: '/people' })
  const list = useInfiniteQuery({
    queryKey: ['accounts', region, search],
    queryFn: ({ pageParam }) =>
      call('GET', '/api/bureaus/:region/accounts', {
        params: { region },
        query: { ...search, limit: 200, ...(pageParam === '' ? {} : { cursor: pageParam }) } as { text?: string },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const height = useRest(190)
  const columns = useMemo(() => columnsFor(units), [units])
  if (list.isError) return <PageError error={list.error} reset={() => void list.refetch()} />
  const rows = list.data?.pages.flatMap((page) => page.accounts) ?? []
  return (
    <div className="sheet wide">
      <h1>
        {commonTexts.people} <small>{peopleTexts.accounts(rows.length)}</small>
      </h1>
      <Filters units={units}>
        <Button type="primary" onClick={() => setMaking(true)}>
          {commonTexts.newPerson}
        </Button>
        <Link to="/organisation-import" className="as-button">
          {commonTexts.importExcel}
        </Link>
        <ListTools
          list="people"
          kept={kept}
          conditions={search}
          apply={(wanted) => void navigate({ search: wanted as PeopleSearch })}
          columns={columns}
          rows={list.isPending || hasNextPage ? undefined : rows}
          name={commonTexts.people}
        />
      </Filters>
      <Table<Row>
        rowKey="id"
        size="small"
        virtual
        pagination={false}
        scroll={{ x: window.innerWidth < 640 ? 340 : 900, y: height }}
        columns={[...shownColumns(columns, kept.hidden)]}
        dataSource={rows}
        loading={list.isPending || isFetchingNextPage}
        locale={{ emptyText: list.isPending ? ' ' : <Empty>{peopleTexts.noSuchAccount}</Empty> }}
      />
      {isMaking && <CreatePerson close={() => setMaking(false)} />}
    </div>
  )
}

function columnsFor(units: readonly Unit[]): readonly ListColumn<Row>[] {
  return [
    {
      title: commonTexts.personName,
      key: 'name',
      width: 150,
      ellipsis: true,
      isFixed: true,
      say: ({ name }) => name,
      render: (_, { id, name }) => (
        <Link to="/people/$account" params={{ account: id }}>
          {name}
        </Link>
      ),
      sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    {
      title: commonTexts.login,
      key: 'login',
      dataIndex: 'login',
      width: 150,
      ellipsis: true,
      responsive: ['sm'],
      say: ({ login }) => login,
    },
    {
      title: commonTexts.role,
      key: 'roles',
      ellipsis: true,
      say: ({ roles }) => roleTexts(roles, units).join(commonTexts.semicolon),
      render: (_, { roles }) => <Roles roles={roles} units={units} />,
    },
    {
      title: commonTexts.status,
      key: 'state',
      width: 200,
      responsive: ['sm'],
      say: (one) =>
        statesOf(one)
          .map(({ word }) => word)
          .join(commonTexts.listMark),
      render: (_, one) => <AccountState account={one} />,
    },
  ]
}

function Roles({ roles, units }: { roles: Row['roles']; units: readonly Unit[] }) {
  if (roles.length === 0) return <span className="soft">{commonTexts.none}</span>
  const texts = roleTexts(roles, units)
  return <span title={texts.join('\n')}>{texts.join(commonTexts.semicolon)}</span>
}

function roleTexts(roles: Row['roles'], units: readonly Unit[]): readonly string[] {
  return roles.map(
    ({ role, unit, fromYear, toYear, isDelegated }) =>
      `${unit === 0 ? '' : `${unitText(units, unit)} `}${roleNames[role]}${commonTexts.comma}${yearsText(fromYear, toYear)}${isDelegated ? peopleTexts.delegated : ''}`,
  )
}

/** What keeps an account from working, and how it is guarded. */
function statesOf(account: Omit<Row, 'roles'>): readonly { readonly word: string; readonly look: string }[] {
  const isLocked = account.lockedUntil !== null && Date.parse(account.lockedUntil) > Date.now()
  return [
    ...(account.isDisabled ? [{ word: peopleTexts.disabled, look: 'failed' }] : []),
    ...(isLocked ? [{ word: peopleTexts.lockedOut, look: 'late' }] : []),
    ...(account.isMachine ? [{ word: peopleTexts.program, look: '' }] : []),
    ...(account.mustChangePassword ? [{ word: peopleTexts.stillFirstPassword, look: 'running' }] : []),
    ...(account.hasTotp ? [{ word: commonTexts.totp, look: '' }] : []),
    ...(account.isBoundToOidc ? [{ word: peopleTexts.oidcShort, look: '' }] : []),
  ]
}

export function AccountState({ account }: { account: Omit<Row, 'roles'> }) {
  return statesOf(account).map(({ word, look }) => (
    <span key={word} className={`status ${look}`}>
      {word}
    </span>
  ))
}

const STATES = [
  { value: 'false', label: peopleTexts.inUse },
  { value: 'true', label: peopleTexts.disabled },
]

function Filters({ units, children }: { units: readonly Unit[]; children: React.ReactNode }) {
  const navigate = useNavigate({ from: '/people' })
  const search = peopleRoute.useSearch()
  const set = (change: { [Key in keyof PeopleSearch]?: PeopleSearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ''),
        ) as PeopleSearch,
      replace: true,
    })
  const options = useMemo(() => [{ value: 0, label: commonTexts.wholeBureau }, ...units.map(optionOf)], [units])
  return (
    <Space wrap className="filters">
      <SearchText
        value={search.text ?? ''}
        label={peopleTexts.nameOrLogin}
        width={180}
        change={(text) => set({ text })}
      />
      <Select
        allowClear
        placeholder={commonTexts.role}
        aria-label={commonTexts.role}
        style={{ width: 170 }}
        options={ROLE_OPTIONS}
        value={search.role ?? null}
        onChange={(role: Role | null | undefined) => set({ role: role ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={commonTexts.unit}
        aria-label={commonTexts.unit}
        style={{ width: 220 }}
        options={options}
        value={search.unit ?? null}
        onChange={(unit: number | null | undefined) => set({ unit: unit ?? undefined })}
      />
      <Select
        allowClear
        placeholder={commonTexts.status}
        aria-label={commonTexts.status}
        style={{ width: 110 }}
        options={STATES}
        value={search.isDisabled === undefined ? null : String(search.isDisabled)}
        onChange={(state: string | null | undefined) => set({ isDisabled: state ? state === 'true' : undefined })}
      />
      {children}
    </Space>
  )
}
