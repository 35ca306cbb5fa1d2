import { MAX_SHEETS } from '../limits.ts'
import type { Tell } from '../problems.ts'
import { Unreadable } from '../unreadable.ts'
import { mainPart, relationsOf } from './relations.ts'
import type { DateSystem } from './serial-date.ts'
import { readSharedStrings } from './strings.ts'
import { readStyles, type Styles } from './styles.ts'
import { type Attributes, walkXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** What every sheet of a workbook shares. */
export type Workbook = {
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly strings: readonly string[]
  readonly styles: Styles
  readonly dates: DateSystem
}

const NOT_A_WORKBOOK = '文件里没有工作簿，不是 Excel 表格或已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。'

/** Reads the workbook part and what it points to. Hidden sheets are left out and told in `problems`. */
export function readWorkbook(archive: Archive, tell: Tell): Workbook {
  const path = mainPart(archive) ?? 'xl/workbook.xml'
  const bytes = archive.read(path)
  if (!bytes) throw new Unreadable(NOT_A_WORKBOOK)

  const targets = relationsOf(archive, path)
  const { listed, dates } = readSheets(bytes)
  const sheets: { name: string; part: string }[] = []
  for (const { name, state, id } of listed) {
    const part = targets.find((relation) => relation.id === id)
    if (part && !part.type.endsWith('/worksheet')) continue
    if (state !== 'visible') tell(`工作表“${name}”是隐藏的，没有读。要读它，请取消隐藏后另存。`)
    else if (part && archive.has(part.target)) sheets.push({ name, part: part.target })
    else tell(`工作表“${name}”的内容在文件里找不到，没有读。请用 Excel 或 WPS 重新另存。`)
  }
  if (listed.length === 0) throw new Unreadable(NOT_A_WORKBOOK)
  if (sheets.length > MAX_SHEETS) {
    tell(`工作簿有 ${sheets.length} 个工作表，只读前 ${MAX_SHEETS} 个。请把自评表单独另存。`)
  }

  const part = (ending: string) => targets.find((relation) => relation.type.endsWith(ending))?.target
  return {
    sheets: sheets.slice(0, MAX_SHEETS),
    strings: readSharedStrings(archive, part('/sharedStrings') ?? 'xl/sharedStrings.xml'),
    styles: readStyles(archive, part('/styles') ?? 'xl/styles.xml'),
    dates,
  }
}

type Listed = { readonly name: string; readonly state: string; readonly id: string }

function readSheets(bytes: Uint8Array): { listed: readonly Listed[]; dates: DateSystem } {
  const listed: Listed[] = []
  let dates: DateSystem = 1900
  walkXml(bytes, '工作簿目录', {
    open(name, attributes) {
      if (name === 'workbookPr' && isTrue(attributes.date1904)) dates = 1904
      if (name !== 'sheet') return
      listed.push({
        name: attributes.name ?? `表${listed.length + 1}`,
        state: attributes.state ?? 'visible',
        id: relationId(attributes),
      })
    },
  })
  return { listed, dates }
}

/** The prefix of the relationship namespace is free (`r:id` by custom). */
function relationId(attributes: Attributes): string {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id'))
  return (name && attributes[name]) ?? ''
}

/** `1`, `true` and `on` all mean yes in OOXML. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}
