import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { rowLabels } from '../facts/place.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { soundForm } from './sound-form.ts'

export const unitOfMeasure: Rule = {
  id: 'unit-of-measure',
  code: 'T05',
  title: '目标和实际应写明同一个计量单位',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '单位不写或前后不一，两个数就不能比，得分也就没有依据。',
  basis: { ...SEEN, clause: '计量单位缺失或前后不一致' },

  checkRow({ row: { target, actual }, i, at, label, ask }) {
    const isNumber = target?.kind === 'quantity' || target?.kind === 'range'
    if (!isNumber || actual?.kind !== 'quantity' || isSame(target.unit, actual.unit)) return undefined
    if (ask(({ form }) => isDoubted(form, i))) return undefined
    return {
      at: [`${at}/actual/text`],
      message: `${label}：目标 ${shown(target)}，实际 ${shown(actual)}，计量单位不同。`,
      advice: '按批复的单位重新填写；换了口径的写明换算方法。',
    }
  },

  *check({ form }) {
    const bare = rowsWithoutUnit(form).filter((i) => !isDoubted(form, i))
    if (bare.length > 0) {
      yield {
        at: bare.map((i) => `/indicators/${i}/target/text`),
        message: `${rowLabels(form, bare)}：目标值没有计量单位（如“${form.indicators[bare[0] ?? 0]?.target?.text ?? ''}”）。`,
        advice: '补写计量单位；比率写 %。',
      }
    }
    const words = rowsWithWord(form)
    if (words.length === 0) return
    yield {
      at: words.map((i) => `/indicators/${i}/target/text`),
      severity: 'notice',
      message: `${rowLabels(form, words)}：单位写成“百分比”（如“${form.indicators[words[0] ?? 0]?.target?.text ?? ''}”），应为“%”。`,
      advice: '把“百分比”改成“%”。',
      fix: {
        safe: true,
        edits: words.map((i) => ({
          at: `/indicators/${i}/target/text`,
          to: (form.indicators[i]?.target?.text ?? '').replace(/\s*百分比/, '%'),
        })),
      },
    }
  },

  examples: {
    valid: { 一致: soundForm(), 实际省略单位: soundForm({ 'indicators.0.actual': '50' }) },
    invalid: {
      单位不同: { form: soundForm({ 'indicators.0.actual': '50人次' }), at: ['/indicators/0/actual/text'] },
      没有单位: {
        form: soundForm({ 'indicators.4.target': '≥98', 'indicators.4.actual': '99' }),
        at: ['/indicators/4/target/text'],
      },
      百分比三字: { form: soundForm({ 'indicators.4.target': '≥98百分比' }), at: ['/indicators/4/target/text'] },
    },
  },
}

const rowsWithoutUnit = rowsWhere(({ target, actual }) => target?.kind === 'quantity' && !target.unit && !actual?.unit)
const rowsWithWord = rowsWhere(({ target }) => /\d\s*百分比/.test(target?.text ?? ''))

function isDoubted(form: Form, i: number): boolean {
  return isDoubtful(form, `/indicators/${i}/target`) || isDoubtful(form, `/indicators/${i}/actual`)
}

/** Money may be printed in 元 and 万元; a unit left out on one side is the other's; 次 and 场次 count the same. */
function isSame(left: string | null | undefined, right: string | null | undefined): boolean {
  if (!left || !right || left === right) return true
  if (/元$/.test(left) && /元$/.test(right)) return true
  return /^(?:次|场|场次)$/.test(left) && /^(?:次|场|场次)$/.test(right)
}
