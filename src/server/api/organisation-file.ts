import type { z } from 'zod'
import { readGrids } from '#documents'
import { type Grid, ROLE_NAMES, type Role } from '#engine'
import { FiscalYear } from './form-access.ts'
import { Login, PersonName } from './people.ts'
import { UnitName, UnitNumber } from './unit-rules.ts'

/** Data rows of one sheet. */
export const MOST_ROWS = 5_000
const HEADING_ROWS = 10

/** What is wrong with a file, and where: row and column as the spreadsheet counts them; null where the whole sheet is meant. */
export type ImportFault = {
  readonly sheet: string
  readonly row: number | null
  readonly column: number | null
  readonly message: string
}
/** Where a value stood, for faults found later. */
export type Place = { readonly sheet: string; readonly row: number; readonly columns: Readonly<Record<string, number>> }
export type UnitRow = {
  readonly place: Place
  readonly id: number
  readonly name: string
  readonly kind: 'unit' | 'department'
  readonly parent: number | null
  readonly fromYear: number
}
export type PersonRow = {
  readonly place: Place
  readonly login: string
  readonly name: string
  /** The unit's number or name as it stands there; empty for the whole bureau. */
  readonly unit: string
  readonly role: Role
  readonly fromYear: number
  readonly toYear: number | null
}
export type OrganisationFile = {
  readonly units: readonly UnitRow[]
  readonly people: readonly PersonRow[]
  readonly faults: readonly ImportFault[]
  /** Headings that mean nothing here. */
  readonly ignored: readonly string[]
}

type Heading = { readonly key: string; readonly names: readonly string[]; readonly isNeeded?: true }
export const UNIT_HEADINGS: readonly Heading[] = [
  { key: 'id', names: ['单位编号', '单位编码', '预算单位编码'], isNeeded: true },
  { key: 'name', names: ['单位名称', '预算单位名称'], isNeeded: true },
  { key: 'kind', names: ['单位类别', '类别', '单位类型'] },
  { key: 'parent', names: ['主管部门编号', '主管部门编码'] },
  { key: 'fromYear', names: ['起始年度', '启用年度', '开始年度'], isNeeded: true },
]
export const PERSON_HEADINGS: readonly Heading[] = [
  { key: 'login', names: ['登录名', '账号', '用户名'], isNeeded: true },
  { key: 'name', names: ['姓名'], isNeeded: true },
  { key: 'unit', names: ['单位编号', '单位编码', '所在单位', '单位', '单位名称'] },
  { key: 'role', names: ['角色'], isNeeded: true },
  { key: 'fromYear', names: ['起始年度', '启用年度', '开始年度'], isNeeded: true },
  { key: 'toYear', names: ['终止年度', '截止年度', '结束年度'] },
]
const KINDS: Readonly<Record<string, UnitRow['kind']>> = {
  '': 'unit',
  单位: 'unit',
  预算单位: 'unit',
  基层单位: 'unit',
  部门: 'department',
  主管部门: 'department',
}
const ROLES: Readonly<Record<string, Role>> = {
  ...(Object.fromEntries(Object.entries(ROLE_NAMES).map(([role, name]) => [name, role])) as Record<string, Role>),
  经办人: 'clerk',
  主管部门审核: 'departmentReviewer',
  部门审核人: 'departmentReviewer',
  业务科审核人: 'financeReviewer',
  绩效科经办人: 'performanceOfficer',
  专家: 'expert',
  审计: 'auditor',
  系统管理员: 'administrator',
}

/** Reads units and people from a workbook: sheets are known by their headings, whatever they are called. Nothing is guessed; all faults come back at once. */
export async function readOrganisation(bytes: Uint8Array): Promise<OrganisationFile> {
  const { format, grids, problems } = await readGrids(bytes)
  const nowhere = { sheet: '', row: null, column: null }
  const faults: ImportFault[] = problems.map(({ message, source }) =>
    source && 'sheet' in source ? { ...source, message } : { ...nowhere, message },
  )
  if (format !== 'xlsx' && faults.length === 0)
    faults.push({ ...nowhere, message: '要用 .xlsx 文件，请另存后再导入。' })
  const units: UnitRow[] = []
  const people: PersonRow[] = []
  const ignored: string[] = []
  const seen = new Set<Heading['key']>()
  for (const grid of format === 'xlsx' ? grids : []) {
    const table = tableOf(grid, PERSON_HEADINGS) ?? tableOf(grid, UNIT_HEADINGS)
    if (!table) continue
    const kind = table.headings === UNIT_HEADINGS ? '单位' : '人员'
    const whole = { sheet: grid.name, row: null, column: null }
    if (seen.has(kind)) faults.push({ ...whole, message: `不止一张${kind}表，请合在一张里。` })
    seen.add(kind)
    ignored.push(...table.ignored)
    const rows = [...table.rows]
    if (rows.length > MOST_ROWS) {
      faults.push({ ...whole, message: `有 ${rows.length} 行，一张表最多 ${MOST_ROWS} 行，请分几份导入。` })
      continue
    }
    for (const row of rows)
      if (kind === '单位') keep(units, unitOf(row, faults))
      else keep(people, personOf(row, faults))
  }
  if (seen.size === 0 && faults.length === 0)
    faults.push({
      ...nowhere,
      message: '没有找到单位表（单位编号、单位名称、起始年度）或人员表（登录名、姓名、角色、起始年度）的表头。',
    })
  return { units, people, faults, ignored: [...new Set(ignored)] }
}

function keep<T>(list: T[], one: T | undefined): void {
  if (one !== undefined) list.push(one)
}

type Row = { readonly place: Place; readonly text: (key: string) => string }
type Table = {
  readonly headings: readonly Heading[]
  readonly ignored: readonly string[]
  readonly rows: readonly Row[]
}

/** The table of a sheet under these headings; undefined when a needed one is missing. */
function tableOf(grid: Grid, headings: readonly Heading[]): Table | undefined {
  const texts = textsOf(grid)
  for (const [row, cells] of texts.slice(0, HEADING_ROWS).entries()) {
    const columns: Record<string, number> = {}
    const ignored: string[] = []
    for (const [column, text] of cells.entries()) {
      const plain = text.replaceAll(/[\s*＊]|（必填）|\(必填\)/g, '')
      const heading = headings.find(({ names, key }) => names.includes(plain) && columns[key] === undefined)
      if (heading) columns[heading.key] = column
      else if (plain !== '') ignored.push(plain)
    }
    if (headings.some(({ key, isNeeded }) => isNeeded && columns[key] === undefined)) continue
    const rows = texts.slice(row + 1).flatMap((line, i) => {
      if (!Object.values(columns).some((column) => (line[column] ?? '') !== '')) return []
      const place = { sheet: grid.name, row: row + i + 2, columns }
      return [{ place, text: (key: string) => line[columns[key] ?? -1] ?? '' }]
    })
    return { headings, ignored, rows }
  }
  return undefined
}

/** The texts of a grid by row and column. A merged cell stands in every row and column it covers: one person, several roles. */
function textsOf({ rows, columns, cells }: Grid): string[][] {
  const texts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''))
  for (const { row, column, rowSpan, columnSpan, text } of cells)
    for (let r = row; r < row + rowSpan; r++)
      for (let c = column; c < column + columnSpan; c++) {
        const line = texts[r]
        if (line && c < columns) line[c] = text.trim()
      }
  return texts
}

function unitOf({ place, text }: Row, faults: ImportFault[]): UnitRow | undefined {
  const id = parsed(UnitNumber, whole(text('id')), place, 'id', faults, '单位编号要是整数，这里是')
  const name = parsed(UnitName, text('name'), place, 'name', faults, '单位名称要 2 到 80 个字，这里是')
  const kind = Object.hasOwn(KINDS, text('kind')) ? KINDS[text('kind')] : undefined
  if (!kind) faults.push(faultAt(place, 'kind', `单位类别只能是“预算单位”或“主管部门”，这里是“${text('kind')}”。`))
  const parent =
    text('parent') === ''
      ? null
      : parsed(UnitNumber, whole(text('parent')), place, 'parent', faults, '主管部门编号要是整数，这里是')
  const fromYear = parsed(FiscalYear, year(text('fromYear')), place, 'fromYear', faults, '起始年度要是四位年份，这里是')
  if (id === undefined || name === undefined || !kind || parent === undefined || fromYear === undefined)
    return undefined
  return { place, id, name, kind, parent, fromYear }
}

function personOf({ place, text }: Row, faults: ImportFault[]): PersonRow | undefined {
  const login = parsed(Login, text('login'), place, 'login', faults, '登录名要 2 到 60 个字符、没有空格，这里是')
  const name = parsed(PersonName, text('name'), place, 'name', faults, '姓名要 1 到 60 个字，这里是')
  const role = Object.hasOwn(ROLES, text('role')) ? ROLES[text('role')] : undefined
  if (!role)
    faults.push(
      faultAt(place, 'role', `没有“${text('role')}”这个角色，只有：${Object.values(ROLE_NAMES).join('、')}。`),
    )
  const fromYear = parsed(FiscalYear, year(text('fromYear')), place, 'fromYear', faults, '起始年度要是四位年份，这里是')
  const toYear =
    text('toYear') === ''
      ? null
      : parsed(FiscalYear, year(text('toYear')), place, 'toYear', faults, '终止年度要是四位年份，这里是')
  if (login === undefined || name === undefined || !role || fromYear === undefined || toYear === undefined)
    return undefined
  return { place, login, name, unit: text('unit'), role, fromYear, toYear }
}

function parsed<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: Place,
  key: string,
  faults: ImportFault[],
  message: string,
): T | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  faults.push(faultAt(place, key, `${message}“${String(value)}”。`))
  return undefined
}

export function faultAt({ sheet, row, columns }: Place, key: string, message: string): ImportFault {
  const column = columns[key]
  return { sheet, row, column: column === undefined ? null : column + 1, message }
}

/** A whole number as it is written; anything else stays text and is refused. */
function whole(text: string): number | string {
  return /^\d{1,10}$/.test(text) ? Number(text) : text
}

function year(text: string): number | string {
  return whole(/^(\d{4})\s*年?度?$/.exec(text)?.[1] ?? text)
}
