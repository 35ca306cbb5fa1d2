import { z } from 'zod'
import type { FormStatus } from '#engine'
import { FORM_COLUMNS } from '../exports/form-columns.ts'
import { countForms, type FormFilter, listForms } from '../store/form-list.ts'
import { type Call, endpoint } from './endpoint.ts'
import {
  cursorText,
  EVERYBODY,
  FILED_KINDS,
  FiscalYearInAddress,
  here,
  parseCursor,
  STATUSES,
  type Who,
} from './form-access.ts'
import { tableFile } from './table-file.ts'

/** An export is one file in memory: more rows than a bureau has forms in ten years are not written at once. */
const MOST_EXPORTED = 20_000
const PAGE = 200
const MOST_PAGE = 1000

const listed = <T extends readonly [string, ...string[]]>(names: T) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(names)))
const filter = {
  year: FiscalYearInAddress.optional(),
  kind: z.enum(FILED_KINDS).optional(),
  status: listed(STATUSES).optional(),
  unit: z.coerce.number().pipe(z.int().min(1).max(2_147_483_647)).optional(),
  text: z.string().max(60).optional(),
}
const List = z.object({
  ...filter,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(MOST_PAGE)).default(PAGE),
})
const Export = z.object({ ...filter, format: z.enum(['csv', 'json', 'xlsx']).default('xlsx') })
const Cursor = z.object({ unit: z.int(), id: z.uuid() })

/** Lists of forms, their counts, and both as files. */
export const formListEndpoints = [
  endpoint({
    id: 'listForms',
    method: 'GET',
    path: '/api/bureaus/:region/forms',
    title: '列出表单：按年度、种类、状态、单位、文字筛选',
    access: EVERYBODY,
    query: List,
    handle: list,
  }),
  endpoint({
    id: 'countForms',
    method: 'GET',
    path: '/api/bureaus/:region/form-counts',
    title: '各状态的表单数、逾期数、平均分',
    access: EVERYBODY,
    query: z.object(filter),
    handle: count,
  }),
  endpoint({
    id: 'exportForms',
    method: 'GET',
    path: '/api/bureaus/:region/forms.file',
    title: '把筛选出的表单清单写成 csv、json 或 xlsx',
    access: EVERYBODY,
    query: Export,
    handle: exportList,
  }),
] as const

type Asked = { [Key in keyof typeof filter]?: z.infer<(typeof filter)[Key]> }

function filterOf({ year, kind, status, unit, text }: Asked, { scope }: Who): FormFilter {
  return {
    region: scope.region,
    fiscalYear: year,
    kind,
    statuses: status as readonly FormStatus[] | undefined,
    units: unit === undefined ? undefined : [unit],
    text,
  }
}

async function list(call: Call<undefined, z.infer<typeof List>>) {
  const who = here(call)
  const { cursor, limit, ...asked } = call.query
  const after = parseCursor(cursor, Cursor)
  const page = await call.services.database.tx(who.scope, (query) =>
    listForms(query, filterOf(asked, who), after, limit),
  )
  return { body: { rows: page.rows, next: page.next ? cursorText(page.next) : null } }
}

async function count(call: Call<undefined, Asked>) {
  const who = here(call)
  const counts = await call.services.database.tx(who.scope, (query) => countForms(query, filterOf(call.query, who)))
  return { body: { counts } }
}

async function exportList(call: Call<undefined, z.infer<typeof Export>>) {
  const who = here(call)
  const { format, ...asked } = call.query
  const { rows } = await call.services.database.tx(who.scope, (query) =>
    listForms(query, filterOf(asked, who), undefined, MOST_EXPORTED),
  )
  return { body: undefined, file: tableFile('表单清单', FORM_COLUMNS, rows, format) }
}
