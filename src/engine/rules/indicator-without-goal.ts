import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isQuantityRow } from '../facts/levels.ts'
import { rowLabels, rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { matchGoals } from '../narrative/goal-matches.ts'
import { soundForm } from './sound-form.ts'

export const indicatorWithoutGoal: Rule = {
  id: 'indicator-without-goal',
  code: 'T13',
  title: '数量指标应能在预期目标里找到',
  severity: 'notice',
  kinds: WITH_TARGETS,
  why: '目标是指标的总纲。指标在目标里找不到，说明两处是分头编的。',
  basis: { ...SEEN, clause: '指标内容在目标中未体现' },

  *check({ form }) {
    const { goals, covered } = matchGoals(form)
    if (goals.items.length < 2) return
    const open = namedQuantities(form).filter((i) => !covered.has(i))
    // Goals that are lost stood first, and goals mostly follow the rows: as many rows are not judged as goals are lost.
    const judged = open.slice(goals.lostBefore)
    if (judged.length === 0) return
    const spared = open.slice(0, goals.lostBefore)
    yield {
      at: judged.map((i) => `/indicators/${i}/name`),
      message: `${rowLabels(form, judged)}：在现有的 ${goals.items.length} 项预期目标里找不到对应内容${
        spared.length === 0 ? '' : `；前面 ${goals.lostBefore} 项目标缺失，${rowNumbers(spared)}可能在其中，不作判断`
      }。`,
      advice: '核对目标文字和指标；属于日常工作的指标可以不设，重点工作应写进目标。',
    }
  },

  examples: {
    valid: {
      都能找到: soundForm(),
      目标缺头: soundForm({ 'goals.expected': '3.开展流动图书车下乡服务60次以上；4.建成社区分馆4个。' }),
    },
    invalid: {
      两行找不到: {
        form: soundForm({ 'goals.expected': '1.举办阅读推广活动48场以上；2.新购纸质图书12000册以上。' }),
        at: ['/indicators/2/name', '/indicators/3/name'],
      },
    },
  },
}

const namedQuantities = rowsWhere((row) => isQuantityRow(row) && !!row.name)
