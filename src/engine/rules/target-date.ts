import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { rowLabel, rowLabels } from '../facts/place.ts'
import type { Found, Rule } from '../finding.ts'
import type { Form } from '../form.ts'
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

  *check({ form }) {
    for (const [i, row] of form.indicators.entries()) {
      for (const field of ['target', 'actual'] as const) {
        if (row[field]?.kind !== 'date') continue
        const found = repairedYear(form, i, field) ?? outOfYear(form, i, field)
        if (found) yield found
      }
    }
    const odd = form.indicators.flatMap(({ target }, i) =>
      target?.kind === 'date' && ODD.test(target.text) ? [i] : [],
    )
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

function standard(text: string): string {
  return text.replace(ODD, (_, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`)
}

type Field = 'target' | 'actual'
const TITLES: Record<Field, string> = { target: '目标', actual: '实际' }

function outOfYear(form: Form, i: number, field: Field): Found | undefined {
  const value = form.indicators[i]?.[field] ?? null
  const year = Number(value?.value?.slice(0, 4))
  if (!value?.value || form.fiscalYear === null || year === form.fiscalYear) return undefined
  const isSound = field === 'actual' ? year === form.fiscalYear - 1 || year === form.fiscalYear + 1 : false
  if (isSound) return undefined
  const isNear = Math.abs(year - form.fiscalYear) <= 1
  return {
    at: [`/indicators/${i}/${field}/text`],
    severity: isNear ? 'warning' : 'error',
    message: `${rowLabel(form, i)}：${TITLES[field]} ${shown(value)}，不在评价年度 ${form.fiscalYear} 年内。`,
    advice: isNear
      ? '跨年完成的，写明本年应完成的节点和时间；写错的改正年份。'
      : '年份明显写错，对照批复的绩效目标改正。',
  }
}

/** The reader changed the year: the original must be looked at, whatever the value is now. */
function repairedYear(form: Form, i: number, field: Field): Found | undefined {
  const value = form.indicators[i]?.[field]
  for (const leaf of ['/value', '/text', '']) {
    const entry = form.reading[`/indicators/${i}/${field}${leaf}`]
    const printed = /(\d{4})\s*[年.\-/]/.exec(halfWidth(entry?.raw ?? ''))?.[1]
    const read = value?.value?.slice(0, 4)
    if (!entry || entry.status === 'literal' || !printed || !read || printed === read) continue
    return {
      at: [`/indicators/${i}/${field}/text`],
      severity: 'warning',
      message: `${rowLabel(form, i)}：${TITLES[field]}印成“${entry.raw ?? ''}”，按评价年度读作 ${read} 年，请核对原件。`,
      advice: `核对原件：原件也写 ${printed} 年的，由单位更正；原件是 ${read} 年的，确认即可。`,
    }
  }
  return undefined
}
