import { SEEN } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isSelfEvaluation } from '../facts/levels.ts'
import { followsFrom } from '../facts/once.ts'
import { opening } from '../facts/place.ts'
import { isLost } from '../facts/reading.ts'
import { isBlank, isSameText } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { remembered } from '../narrative/remembered.ts'
import { soundForm } from './sound-form.ts'

export const goalText: Rule = {
  id: 'goal-text',
  code: 'T28',
  title: '目标和完成情况应写清做了什么',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '目标栏只有金额或只抄项目名称，看不出要做什么、做成什么样。',
  basis: { ...SEEN, clause: '目标栏只填数字或项目名称' },

  *check({ form }) {
    const faults = faultsOf(form)
    for (const [field, title] of FIELDS) {
      const text = form.goals[field]
      const fault = faults[field]
      if (!fault || isLost(form, `/goals/${field}`) || (field === 'actual' && !isSelfEvaluation(form))) continue
      yield {
        at: [`/goals/${field}`],
        message: `${title}${fault}${isBlank(text) ? '' : `：“${opening(text, 20)}”`}。`,
        advice:
          field === 'expected'
            ? '照批复的绩效目标填写要完成的工作、数量和效果。'
            : '对照预期目标逐项写完成情况，没有完成的写明原因。',
      }
    }
    if (!faults.isCopied) return
    const { actual } = form.goals
    yield {
      at: ['/goals/actual'],
      message: `实际完成情况与预期目标一字不差：“${opening(actual, 20)}”，目标照抄成了完成情况。`,
      advice: '写实际完成的数量、时间和效果，不要照抄目标。',
    }
  },

  examples: {
    valid: { 写清楚了: soundForm() },
    invalid: {
      只有数字: { form: soundForm({ 'goals.expected': '550.00 / 541.75' }), at: ['/goals/expected'] },
      空着: { form: soundForm({ 'goals.actual': undefined }), at: ['/goals/actual'] },
      抄项目名称: {
        form: soundForm({ project: '社区分馆建设', 'goals.expected': '社区分馆建设。' }),
        at: ['/goals/expected'],
      },
    },
  },
}

const FIELDS = [
  ['expected', '预期目标'],
  ['actual', '实际完成情况'],
] as const

const faultsOf = followsFrom(
  (form: Form) => [form.goals, form.project],
  ({ expected, actual }, project) => ({
    expected: faultOf(expected, project),
    actual: faultOf(actual, project),
    isCopied: !isBlank(expected) && !isBlank(actual) && isSameText(expected ?? '', actual ?? ''),
  }),
)

function faultOf(text: string | null, project: string | null): string | undefined {
  if (text === null || isBlank(text)) return '空着'
  if (!hasWords(text)) return '只有数字'
  if (project && isSameText(text, project)) return '只抄了项目名称'
  return undefined
}

const hasWords = remembered((text) => /\p{Script=Han}{2}/u.test(text.replaceAll(/万元|元/g, '')), 64)
