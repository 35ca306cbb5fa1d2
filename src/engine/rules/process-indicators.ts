import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isOutput, isQuantityRow } from '../facts/levels.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const processIndicators: Rule = {
  id: 'process-indicators',
  code: 'T17',
  title: '产出指标应反映成果，不只是过程',
  severity: 'notice',
  kinds: WITH_TARGETS,
  why: '开会、党建、调研、上级交办是日常工作，做了就有分，看不出钱换来了什么。',
  basis: { ...SEEN, clause: '以过程性、事务性工作作产出指标' },

  *check({ form }) {
    const quantities = outputQuantities(form)
    const rows = processRows(form)
    if (rows.length * 4 < quantities.length || rows.length === 0) return
    yield {
      at: rows.map((i) => `/indicators/${i}/name`),
      message: `${rowLabels(form, rows)}：${quantities.length} 行数量指标里有 ${rows.length} 行是会议、党建、调研、上级交办等过程性工作，不是产出。`,
      advice: '下年编报时换成服务对象得到的成果（人次、覆盖率、建成数量等）。',
    }
  },

  examples: {
    valid: { 都是成果: soundForm() },
    invalid: {
      会议: {
        form: soundForm({ 'indicators.3': soundRow('产出指标', '数量指标', '召开业务工作会议', '=4次', '4次', 6) }),
        at: ['/indicators/3/name'],
      },
    },
  },
}

const PROCESS =
  /党建|党务|宣传|调研|督查|督导|督促检查|召开|会议|工作会|例会|驻村|帮扶工作|上级.{0,4}(?:安排|交办|部署)|交办|值班|日常(?:工作|管理)|学习/

const outputQuantities = rowsWhere((row) => isOutput(row) && isQuantityRow(row))
const processRows = rowsWhere((row) => isOutput(row) && isQuantityRow(row) && PROCESS.test(row.name ?? ''))
