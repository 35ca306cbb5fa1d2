import { SEEN } from '../facts/basis.ts'
import { eachRow } from '../facts/each-row.ts'
import { costClassOf } from '../facts/fund-classes.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isCost } from '../facts/levels.ts'
import { followsFrom } from '../facts/once.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { matchGoals } from '../narrative/goal-matches.ts'
import { coreOf, findNames } from '../narrative/similarity.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const nearDuplicates: Rule = {
  id: 'near-duplicates',
  code: 'T15',
  title: '指标之间不应内容雷同',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '换个说法再设一行，同一件事就得两次分。',
  basis: { ...SEEN, clause: '指标内容重复' },

  *check({ form }) {
    for (const [first, second] of pairsOf(form)) {
      const a = form.indicators[first]
      const b = form.indicators[second]
      yield {
        at: [`/indicators/${first}/name`, `/indicators/${second}/name`],
        message: `${rowNumbers([first, second])}「${a?.name ?? ''}」（${a?.target?.text ?? ''}）和「${b?.name ?? ''}」（${b?.target?.text ?? ''}）内容相近，像是同一件事设了两行。`,
        advice: '合并为一行，或改写名称和目标，说清两行各考核什么。',
      }
    }
  },

  examples: {
    valid: {
      各不相同: soundForm(),
      数量不同: soundForm({
        'indicators.1': soundRow('产出指标', '数量指标', '举办数字阅读推广活动', '≥12场', '12场', 6),
      }),
    },
    invalid: {
      换个说法: {
        form: soundForm({
          'indicators.10': soundRow('效益指标', '社会效益指标', '居民阅读习惯养成', '有效提升', '达成预期指标', 12),
          'indicators.12': soundRow('效益指标', '可持续影响指标', '引导居民阅读习惯养成', '长期', '达成预期指标', 10),
        }),
        at: ['/indicators/10/name', '/indicators/12/name'],
      },
    },
  },
}

/** Rows whose names are nearly the same; numbers must then agree too, words need not. Exact repeats are A22's. */
function pairsOf(form: Form): readonly (readonly [number, number])[] {
  return namesakes(form)
    .filter(([i, k]) => isAlike(form, i, k))
    .slice(0, 20)
}

/** Names to be told apart; cost rows of one fund class are named alike. */
const names = eachRow((row) => (isCost(row) && costClassOf(row.name) ? null : row.name))

const namesakes: (form: Form) => readonly (readonly [number, number])[] = followsFrom(
  (form: Form) => [matchGoals(form).index, names(form)],
  (index, all) =>
    all.flatMap((name, i) => {
      const alike = name ? findNames(index, coreOf(name), 0.8) : []
      return alike.flatMap(({ row: k }) => (k > i ? [[i, k] as const] : []))
    }),
)

function isAlike(form: Form, i: number, k: number): boolean {
  const a = form.indicators[i]
  const b = form.indicators[k]
  if (!a || !b || (isCost(b) && costClassOf(b.name))) return false
  if (a.name === b.name && a.target?.text === b.target?.text && a.weight === b.weight && a.level2 === b.level2)
    return false
  if (a.target?.kind === 'quantity' || b.target?.kind === 'quantity') {
    return a.target?.value === b.target?.value && a.target?.unit === b.target?.unit
  }
  return true
}
