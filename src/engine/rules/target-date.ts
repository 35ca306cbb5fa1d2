import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { labelOf, rowLabels } from '../facts/place.ts'
import type { Found, Rule } from '../finding.ts'
import type { Form, Indicator } from '../form.ts'
import { halfWidth } from '../values/text.ts'
import { soundForm } from './sound-form.ts'

export const targetDate: Rule = {
  id: 'target-date',
  code: 'T24',
  title: '完成时限应在评价年度内',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '自评的是一个年度，时限落在别的年份，这一行就无法评价。',
  basis: { ...SEEN, clause: '年份写错或超出项目期限' },

  checkRow({ row, i, ask }) {
    return (['target', 'actual'] as const).flatMap((field) => {
      if (row[field]?.kind !== 'date') return []
      const raw = ask(({ form }) => changedText(form, i, field))
      if (raw !== undefined) return repairedYear(row, i, field, raw)
      const year = ask(({ form }) => form.fiscalYear)
      return year === null ? [] : (outOfYear(row, i, field, year) ?? [])
    })
  },

  *check({ form }) {
    const odd = rowsWithOddDate(form)
    if (odd.length === 0) return
    const sample = form.indicators[odd[0] ?? 0]?.target?.text ?? ''
    yield {
      at: odd.map((i) => `/indicators/${i}/target/text`),
      severity: 'notice',
      message: `${rowLabels(form, odd)}：日期写成“${sample}”，应为“${standard(sample)}”。`,
      advice: '日期统一写成“年月日”的样式。',
      fix: {
        safe: true,
        edits: odd.map((i) => ({
          at: `/indicators/${i}/target/text`,
          to: standard(form.indicators[i]?.target?.text ?? ''),
        })),
      },
    }
  },

  examples: {
    valid: {
      年度内: soundForm(),
      年份没有改动: soundForm({
        'reading./indicators/5/target/text': { status: 'repaired', raw: '2024 年12月31日前' },
      }),
    },
    invalid: {
      点号日期: { form: soundForm({ 'indicators.5.target': '2024.12.31' }), at: ['/indicators/5/target/text'] },
      写错年份: { form: soundForm({ 'indicators.5.target': '2042年12月31日前' }), at: ['/indicators/5/target/text'] },
      识别时改过年份: {
        form: soundForm({
          'reading./indicators/5/target/value': { status: 'repaired', raw: '2724年12月31日前' },
        }),
        at: ['/indicators/5/target/text'],
      },
    },
  },
}

/** 2024.12.31, 2024-12-31, 2024/12/31 */
const ODD = /(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})/

const rowsWithOddDate = rowsWhere(({ target }) => target?.kind === 'date' && ODD.test(target.text))

function standard(text: string): string {
  return text.replace(ODD, (_, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`)
}

type Field = 'target' | 'actual'
const TITLES: Record<Field, string> = { target: '目标', actual: '实际' }

function outOfYear(row: Indicator, i: number, field: Field, fiscalYear: number): Found | undefined {
  const value = row[field]
  const year = Number(value?.value?.slice(0, 4))
  if (!value?.value || year === fiscalYear) return undefined
  const isNear = Math.abs(year - fiscalYear) <= 1
  if (field === 'actual' && isNear) return undefined
  return {
    at: [`/indicators/${i}/${field}/text`],
    severity: isNear ? 'warning' : 'error',
    message: `${labelOf(row, i)}：${TITLES[field]} ${shown(value)}，不在评价年度 ${fiscalYear} 年内。`,
    advice: isNear
      ? '跨年完成的，写明本年应完成的节点和时间；写错的改正年份。'
      : '年份明显写错，对照批复的绩效目标改正。',
  }
}

/** What is printed where the reader changed the year: the original must be looked at, whatever the value is now. */
function changedText(form: Form, i: number, field: Field): string | undefined {
  const read = form.indicators[i]?.[field]?.value?.slice(0, 4)
  for (const leaf of ['/value', '/text', '']) {
    const entry = form.reading[`/indicators/${i}/${field}${leaf}`]
    const printed = printedYear(entry?.raw)
    if (entry && entry.status !== 'literal' && printed && read && printed !== read) return entry.raw
  }
  return undefined
}

function printedYear(raw: string | undefined): string | undefined {
  return /(\d{4})\s*[年.\-/]/.exec(halfWidth(raw ?? ''))?.[1]
}

function repairedYear(row: Indicator, i: number, field: Field, raw: string): Found {
  const read = row[field]?.value?.slice(0, 4)
  return {
    at: [`/indicators/${i}/${field}/text`],
    severity: 'warning',
    message: `${labelOf(row, i)}：${TITLES[field]}印成“${raw}”，按评价年度读作 ${read} 年，请核对原件。`,
    advice: `核对原件：原件也写 ${printedYear(raw)} 年的，由单位更正；原件是 ${read} 年的，确认即可。`,
  }
}
