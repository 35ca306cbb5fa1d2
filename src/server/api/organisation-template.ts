import { type Sheet, type SheetCell, sheetsToXlsx } from '#documents'
import { ROLE_NAMES } from '#engine'

const UNITS: readonly (readonly [head: string, width: number, what: string])[] = [
  ['单位编号', 14, '整数，本局内不重复，不重新使用。'],
  ['单位名称', 36, '全称。'],
  ['单位类别', 12, '“预算单位”或“主管部门”；空的是预算单位。'],
  ['主管部门编号', 14, '它的主管部门的单位编号；没有就空着。'],
  ['起始年度', 10, '从哪一年起有这个单位，如 2020。'],
]
const PEOPLE: readonly (readonly [head: string, width: number, what: string])[] = [
  ['登录名', 18, '2 到 60 个字符，没有空格，全系统不重复。'],
  ['姓名', 14, '同一个人有几个角色就写几行。'],
  ['单位编号', 14, '角色属于哪个单位；财政局全局的角色空着。'],
  ['角色', 22, `只能是：${Object.values(ROLE_NAMES).join('、')}。`],
  ['起始年度', 10, '从哪个预算年度起，如 2024。'],
  ['终止年度', 10, '到哪个预算年度止；一直有就空着。'],
]

/** The workbook that units and people are filled into: two empty lists, and a page that says what goes where. */
export function organisationTemplate(): Uint8Array {
  const list = (name: string, heads: typeof UNITS): Sheet => ({
    ...page(
      name,
      heads.map(([, width]) => width),
    ),
    rowHeights: [24],
    cells: heads.map(([head], column) => cell(0, column, head, 'label')),
    isList: true,
  })
  const lines = [
    ...UNITS.map(([head, , what]) => ['单位表', head, what] as const),
    ...PEOPLE.map(([head, , what]) => ['人员表', head, what] as const),
  ]
  const guide: Sheet = {
    ...page('说明', [12, 16, 90]),
    rowHeights: [24, ...lines.map(() => 24)],
    cells: [['哪张表', '哪一栏', '怎样填'] as const, ...lines].flatMap((line, row) =>
      line.map((text, column) => cell(row, column, text, row === 0 ? 'label' : 'text')),
    ),
  }
  return sheetsToXlsx([list('单位', UNITS), list('人员', PEOPLE), guide])
}

function page(name: string, columnWidths: readonly number[]) {
  return { name, columnWidths, repeatRows: null, orientation: 'landscape' } as const
}

function cell(row: number, column: number, text: string, role: SheetCell['role']): SheetCell {
  return { row, column, rowSpan: 1, columnSpan: 1, text, role }
}
