import { compareRatio } from '../decimal.ts'
import { ARITHMETIC } from '../facts/basis.ts'
import { isCost } from '../facts/levels.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Found, Rule } from '../finding.ts'
import type { Indicator, Value } from '../form.ts'
import { comparable, meets } from '../scoring/steps.ts'
import { parseActual } from '../values/index.ts'
import { soundMonitoring } from './sound-kinds.ts'

export const outlookDiffers: Rule = {
  id: 'outlook-differs',
  code: 'M04',
  title: '全年预计、完成可能性和目标要说得通',
  severity: 'warning',
  kinds: ['monitoring'],
  why: '预计完不成却填“确定能”，或预计能完成却填“完全不可能”，两处必有一处不实。',
  basis: { ...ARITHMETIC, clause: '同一行的预计数与完成可能性' },

  checkRow({ row, at, label, ask }) {
    const found: Found[] = []
    const { outlook, target, actual } = row
    if (!outlook) return found
    const leaves = ['target', 'actual', 'outlook/expected']
    if (ask(({ form }) => leaves.some((leaf) => isDoubtful(form, `${at}/${leaf}`)))) return found
    const isMet = meetsTarget(row, outlook.expected)
    const text = `目标 ${target?.text ?? ''}，全年预计 ${outlook.expected?.text ?? ''}`
    if (isMet === false && outlook.likelihood === 'certain')
      found.push({
        at: [`${at}/outlook/likelihood`],
        message: `${label}：${text}，达不到，完成可能性却填“确定能”。`,
        advice: '核对全年预计数；确实达不到的，改选可能性并写明原因。',
      })
    if (isMet === true && outlook.likelihood === 'impossible')
      found.push({
        at: [`${at}/outlook/likelihood`],
        message: `${label}：${text}，能达到，完成可能性却填“完全不可能”。`,
        advice: '核对全年预计数和可能性，改正填错的一个。',
      })
    if (isBelow(outlook.expected, actual))
      found.push({
        at: [`${at}/outlook/expected/text`],
        message: `${label}：全年预计 ${outlook.expected?.text ?? ''}，少于已完成的 ${actual?.text ?? ''}。`,
        advice: '全年预计应含已完成的部分，核对后改正。',
      })
    return found
  },

  examples: {
    valid: { 相符: soundMonitoring() },
    invalid: {
      完不成却确定: {
        form: soundMonitoring({ 'indicators.0.outlook.expected': parseActual('10条') }),
        at: ['/indicators/0/outlook/likelihood'],
      },
      完得成却不可能: {
        form: soundMonitoring({ 'indicators.0.outlook.likelihood': 'impossible' }),
        at: ['/indicators/0/outlook/likelihood'],
      },
      预计少于已完成: {
        form: soundMonitoring({
          'indicators.0.outlook.expected': parseActual('6条'),
          'indicators.0.outlook.likelihood': 'possible',
        }),
        at: ['/indicators/0/outlook/expected/text'],
      },
    },
  },
}

function meetsTarget(row: Indicator, expected: Value | null): boolean | undefined {
  if (row.target?.kind !== 'quantity' || expected?.kind !== 'quantity') return undefined
  const pair = comparable(row.target, expected)
  if ('why' in pair) return undefined
  const order = compareRatio(pair.actual, pair.target)
  return row.target.operator === '=' ? (isCost(row) ? order <= 0 : order >= 0) : meets(row.target.operator, order)
}

/** Counts only grow within a year; rates may fall. */
function isBelow(expected: Value | null, actual: Value | null): boolean {
  if (expected?.kind !== 'quantity' || actual?.kind !== 'quantity' || actual.unit === '%') return false
  const pair = comparable(actual, expected)
  return !('why' in pair) && compareRatio(pair.actual, pair.target) < 0
}
