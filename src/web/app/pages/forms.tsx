import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Select, Space, Table } from 'antd'
import { useEffect, useState } from 'react'
import { type FormStatus, KIND_NAMES, type Role } from '#engine'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { statusNames } from '../../texts/names.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { useKeptList } from '../lists/kept-list.ts'
import { type ListColumn, shownColumns } from '../lists/list-columns.ts'
import { ListTools } from '../lists/list-tools.tsx'
import { SearchText } from '../lists/search-text.tsx'
import { BatchMove } from '../parts/batch-move.tsx'
import { ExportAll } from '../parts/export-all.tsx'
import { Empty, PageError } from '../parts/states.tsx'
import { useRested } from '../parts/use-rested.ts'
import { type FormsSearch, formsRoute } from '../router.tsx'
import { FILED_KINDS, type FiledKind, moment } from '../words.ts'

type Row = Answered<'GET', '/api/bureaus/:region/forms'>['rows'][number]

const REVIEWERS: readonly Role[] = ['unitHead', 'departmentReviewer', 'financeReviewer', 'performanceOfficer']

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    title: commonTexts.unit,
    key: 'unit',
    width: 200,
    isFixed: true,
    say: ({ unit, unitName }) => unitName ?? commonTexts.unitNumber(unit),
    render: (_, { unit, unitName }) => unitName ?? commonTexts.unitNumber(unit),
    sorter: (a, b) => a.unit - b.unit,
  },
  {
    title: commonTexts.form,
    key: 'title',
    isFixed: true,
    say: titleOf,
    render: (_, row) => (
      <Link to="/forms/$form" params={{ form: row.id }}>
        {titleOf(row)}
      </Link>
    ),
  },
  {
    title: commonTexts.status,
    key: 'status',
    width: 120,
    say: ({ status, isLate }) => `${statusNames[status]}${isLate ? commonTexts.comma + commonTexts.late : ''}`,
    render: (_, { status, isLate }) => (
      <>
        <span className={`status ${status}`}>{statusNames[status]}</span>
        {isLate && <span className="status late">{commonTexts.late}</span>}
      </>
    ),
  },
  {
    title: commonTexts.computedScore,
    key: 'totalScore',
    width: 90,
    align: 'right',
    say: ({ totalScore }) => totalScore,
    render: (_, { totalScore }) => <span className="number">{totalScore ?? '—'}</span>,
    sorter: (a, b) => (a.totalScore ?? -1) - (b.totalScore ?? -1),
  },
  {
    title: commonTexts.toExplain,
    key: 'warnings',
    dataIndex: 'warnings',
    width: 80,
    say: ({ warnings }) => warnings,
    align: 'right',
    render: (count: number | null) => count ?? '—',
    sorter: (a, b) => (a.warnings ?? -1) - (b.warnings ?? -1),
  },
  {
    title: commonTexts.lastChange,
    key: 'updatedAt',
    width: 150,
    say: ({ updatedAt }) => moment(updatedAt),
    render: (_, { updatedAt }) => moment(updatedAt),
    sorter: (a, b) => a.updatedAt.localeCompare(b.updatedAt),
  },
]

function titleOf({ title, kind, projectCode }: Row): string {
  return `${title || KIND_NAMES[kind]}${projectCode === '' ? '' : commonTexts.bracketed(projectCode)}`
}

/** All forms one may see, narrowed by what stands in the address; batch steps with a dry run; an export of exactly these. */
export function Forms() {
  const { region, year, roles } = useCurrent()
  const search = formsRoute.useSearch()
  const [chosen, setChosen] = useState<readonly Row[]>([])
  const { query, list, rows } = useForms(region, year, useRested(search, 200))
  const kept = useKeptList('forms')
  const navigate = useNavigate({ from: '/forms' })
  const height = useRest(210)
  if (list.isError) return <PageError error={list.error} reset={() => void list.refetch()} />
  const mayMove = roles.some((role) => REVIEWERS.includes(role))
  return (
    <div className="sheet wide">
      <h1>
        {commonTexts.forms} <small>{listTexts.formsOfYear(year, rows.length)}</small>
      </h1>
      <Filters search={search}>
        <ListTools
          list="forms"
          kept={kept}
          conditions={search}
          apply={(wanted) => void navigate({ search: wanted as FormsSearch })}
          columns={COLUMNS}
          rows={list.isPending || list.hasNextPage ? undefined : rows}
          name={`${commonTexts.forms} ${listTexts.formsOfYear(year, rows.length)}`}
        />
        <ExportAll filter={filesOf(query)} count={rows.length} />
        {mayMove && <BatchMove region={region} rows={chosen} done={() => setChosen([])} />}
      </Filters>
      <Table<Row>
        rowKey="id"
        size="small"
        virtual
        scroll={{ x: 900, y: height }}
        columns={[...shownColumns(COLUMNS, kept.hidden)]}
        dataSource={rows}
        loading={list.isPending || list.isFetchingNextPage}
        pagination={false}
        {...(mayMove
          ? {
              rowSelection: {
                selectedRowKeys: chosen.map(({ id }) => id),
                onChange: (_, all) => setChosen(all),
                columnWidth: 40,
              },
            }
          : {})}
        locale={{ emptyText: <Empty>{listTexts.noSuchForm}</Empty> }}
      />
    </div>
  )
}

/** What the list is narrowed to, as the export of its forms asks for it. */
function filesOf({ year, status, ...rest }: FormsSearch & { year: number; kind?: FiledKind }) {
  return { fiscalYear: year, ...rest, ...(status ? { statuses: status.split(',') as FormStatus[] } : {}) }
}

function Filters({ search, children }: { search: FormsSearch; children: React.ReactNode }) {
  const navigate = useNavigate({ from: '/forms' })
  const set = (change: { [Key in keyof FormsSearch]?: FormsSearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ''),
        ) as FormsSearch,
    })
  const statuses = Object.entries(statusNames).map(([value, label]) => ({ value, label }))
  return (
    <Space wrap className="filters">
      <Select
        mode="multiple"
        allowClear
        placeholder={commonTexts.status}
        aria-label={commonTexts.status}
        style={{ minWidth: 160 }}
        options={statuses}
        value={search.status === undefined ? [] : (search.status.split(',') as FormStatus[])}
        onChange={(chosen: readonly string[]) => set({ status: chosen.length === 0 ? undefined : chosen.join(',') })}
      />
      <Select
        allowClear
        placeholder={commonTexts.formKind}
        aria-label={commonTexts.formKind}
        style={{ minWidth: 200 }}
        options={FILED_KINDS.map((value) => ({ value, label: KIND_NAMES[value] }))}
        value={search.kind ?? null}
        onChange={(kind: string | undefined) => set({ kind: kind ?? undefined })}
      />
      <SearchText value={search.text ?? ''} label={listTexts.unitOrForm} width={200} change={(text) => set({ text })} />
      {search.unit !== undefined && (
        <Button onClick={() => set({ unit: undefined })}>{listTexts.onlyUnit(search.unit)}</Button>
      )}
      {children}
    </Space>
  )
}

type Query = {
  readonly year: number
  readonly status?: string
  readonly kind?: FiledKind
  readonly unit?: number
  readonly text?: string
}

/** A bureau has some thousands of forms: all of them come, page by page, and stay scrollable without a button. */
function useForms(region: number, year: number, search: FormsSearch) {
  const query = { year, ...search } as Query
  const list = useInfiniteQuery({
    queryKey: ['forms', region, query],
    queryFn: ({ pageParam }) =>
      call('GET', '/api/bureaus/:region/forms', {
        params: { region },
        query: { ...query, limit: 1000, ...(pageParam === '' ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { query, list, rows: list.data?.pages.flatMap((page) => page.rows) ?? [] }
}

/** What is left of the window's height below the heading of a page, in pixels. */
export function useRest(above: number): number {
  const [height, setHeight] = useState(() => Math.max(240, window.innerHeight - above))
  useEffect(() => {
    const update = () => setHeight(Math.max(240, window.innerHeight - above))
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [above])
  return height
}
