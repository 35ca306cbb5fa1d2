import type { Role } from '../forms/vocabulary.ts'
import { LEVEL_NAMES } from '../forms/vocabulary.ts'
import { isVerdict } from '../values/outcome.ts'
import { simplified } from '../values/traditional.ts'
import { agrees, cutRow, type RunFields } from './run-values.ts'
import { isFullValue } from './tokens.ts'

/** One line of an indicator table cut into the columns of its heading. */
export type RowLine = {
  readonly pieces: ReadonlyMap<Role, string>
  /** Why the pieces are not certain, and what else they could be; null where they are as good as in columns. */
  readonly doubt: string | null
  readonly alternatives: readonly string[]
  readonly how: string | null
  /** What could be given to no column. */
  readonly lost: string | null
}

const FIELDS: readonly Role[] = ['name', 'target', 'actual', 'weight', 'score', 'reason']
const POINTS = /^\d{1,3}(?:\.\d{1,2})?$/

/** Cut a line of an indicator table: levels by their names, the rest by spaces, or by its own arithmetic where there are none. */
export function cutLine(line: string, roles: readonly Role[]): RowLine {
  const { level1, level2, rest } = cutLevels(line.trim(), roles)
  const levels = new Map<Role, string>()
  if (level1 !== '') levels.set('level1', level1)
  if (level2 !== '') levels.set('level2', level2)
  const fields = roles.filter((role) => FIELDS.includes(role))
  const body = rest === '' ? blank() : /\S\s+\S/.test(rest) ? bySpaces(rest, fields) : byArithmetic(rest)
  return { ...body, pieces: new Map([...levels, ...body.pieces]) }
}

function blank(): RowLine {
  return { pieces: new Map(), doubt: null, alternatives: [], how: null, lost: null }
}

const NAMES = LEVEL_NAMES.join('|')
const POINTS_BEHIND = String.raw`\s*[(（]\s*\d+(?:\.\d+)?\s*分?\s*[)）]`
/** A level is named in full or carries points: 投入资金 is none. */
const LEVEL = new RegExp(`^(?:(?:${NAMES})指标(?:${POINTS_BEHIND})?|(?:${NAMES})${POINTS_BEHIND})`)

/** Level names at the head of a line, the first with its points; a lone one is a second level unless it prints points. */
function cutLevels(line: string, roles: readonly Role[]): { level1: string; level2: string; rest: string } {
  const plain = withoutPiece(line)
  const first = roles.includes('level1') ? (LEVEL.exec(simplified(plain))?.[0].length ?? 0) : 0
  const afterFirst = plain.slice(first).trimStart()
  const second = roles.includes('level2') && first > 0 ? (LEVEL.exec(simplified(afterFirst))?.[0].length ?? 0) : 0
  const head = plain.slice(0, first).trim()
  if (second > 0)
    return { level1: head, level2: afterFirst.slice(0, second).trim(), rest: afterFirst.slice(second).trim() }
  if (first === 0) return { level1: '', level2: '', rest: plain }
  const isFirst = /[)）]$/.test(head) || /^(?:产出|效益|投入|过程|履职|管理|运行|社会效应)/.test(simplified(head))
  return isFirst ? { level1: head, level2: '', rest: afterFirst } : { level1: '', level2: head, rest: afterFirst }
}

/** A piece of the vertical caption 绩效指标 before a level or parted from the row by a space. */
function withoutPiece(line: string): string {
  const piece = /^(?:绩\s*效\s*指\s*标|绩效|效指|指标|绩|效|指|标)\s*/.exec(line)?.[0] ?? ''
  const rest = line.slice(piece.length)
  return /\s$/.test(piece) || LEVEL.test(simplified(rest)) ? rest : line
}

/** A name that begins with such a piece may be the piece and the name. */
const CAPTION_PIECE = /^(?:指标|绩(?!效)|效|标)(?=\p{Script=Han}{3})/u

function byArithmetic(run: string): RowLine {
  const rows = cutRow(run)
  const [best, ...others] = rows
  if (!best) {
    const end = run.search(/[=＝≥≤><\d]/)
    const name = end > 1 ? run.slice(0, end) : end < 0 ? run : ''
    const lost = run.slice(name.length)
    return {
      pieces: name === '' ? new Map() : new Map([['name', name]]),
      doubt: lost === '' ? null : '各列连在一起，只认出名称',
      alternatives: [],
      how: null,
      lost: lost === '' ? null : lost,
    }
  }
  const pieces = piecesOf(best)
  const how = '各列连在一起没有分隔，只有这一种拆法说得通'
  const piece = CAPTION_PIECE.exec(best.name)?.[0]
  if (piece !== undefined && others.length === 0)
    return {
      pieces,
      doubt: `名称开头的“${piece}”可能是旁边竖排标题的字`,
      alternatives: [best.name.slice(piece.length)],
      how: null,
      lost: null,
    }
  if (others.length === 0) return { pieces, doubt: null, alternatives: [], how, lost: null }
  return {
    pieces,
    doubt: `各列连在一起没有分隔，有 ${rows.length} 种拆法都说得通：${rows.slice(0, 4).map(describe).join('；')}`,
    alternatives: others.slice(0, 4).map(describe),
    how: null,
    lost: null,
  }
}

function describe({ name, target, actual, weight, score }: RunFields): string {
  return [name, target, actual, weight, score].join('｜')
}

function piecesOf(row: RunFields): ReadonlyMap<Role, string> {
  return new Map(
    (['name', 'target', 'actual', 'weight', 'score', 'reason'] as const).flatMap((role) =>
      row[role] === '' ? [] : [[role, row[role]] as const],
    ),
  )
}

/** Wide gaps part columns; else single spaces do, if they give as many pieces as there are columns. */
function bySpaces(rest: string, fields: readonly Role[]): RowLine {
  const wide = rest.split(/\s{2,}|\t/)
  for (const tokens of [wide, rest.split(/\s+/)]) {
    const placed = inOrder(tokens, fields)
    if (placed) return placed
  }
  // A space may stand inside a number of a line that has none between its columns.
  if (/[\p{Script=Han}a-z][=≥≤＝]/u.test(rest)) return byArithmetic(rest.replaceAll(/\s+/g, ''))
  return byKind(rest.split(/\s+/), fields)
}

/** As many pieces as columns (a blank reason at the end may be left out), and numbers where points are due. */
function inOrder(tokens: readonly string[], fields: readonly Role[]): RowLine | undefined {
  const without = fields.at(-1) === 'reason' ? fields.slice(0, -1) : fields
  const used = tokens.length === fields.length ? fields : tokens.length === without.length ? without : undefined
  if (!used) return undefined
  const pieces = new Map(used.map((role, i) => [role, tokens[i] ?? '']))
  const points = (['weight', 'score'] as const).filter((role) => used.includes(role))
  if (!points.every((role) => POINTS.test(pieces.get(role) ?? ''))) return undefined
  const row = fieldsOf(pieces)
  const isSound = used.includes('weight') && used.includes('score') ? agrees(row) : true
  return {
    pieces,
    doubt: isSound ? null : '只按空格分列，这一行的数与得分对不上，可能错了位',
    alternatives: [],
    how: '只有空格分列，按列头次序对应',
    lost: null,
  }
}

function fieldsOf(pieces: ReadonlyMap<Role, string>): RunFields {
  const at = (role: Role): string => pieces.get(role) ?? ''
  return {
    name: at('name'),
    target: at('target'),
    actual: at('actual'),
    weight: at('weight'),
    score: at('score'),
    reason: at('reason'),
  }
}

/**
 * Too many or too few pieces: the name runs up to the first value, the first two values are target and actual, the first
 * two bare numbers behind them weight and score. Nothing of it is certain; what does not fit is lost.
 */
function byKind(tokens: readonly string[], fields: readonly Role[]): RowLine {
  const isValue = (token: string): boolean => isFullValue(token) || isVerdict(token)
  const first = tokens.findIndex((token, i) => i > 0 && isValue(token))
  const numbers = tokens.findIndex((token, i) => i > 0 && POINTS.test(token))
  const end = first > 0 ? first : numbers > 0 ? numbers : tokens.length
  const rest = tokens.slice(end)
  const values = rest.filter(isValue)
  const points = rest.filter((token) => POINTS.test(token))
  const isOrdered = fields.indexOf('target') < fields.indexOf('weight')
  const pieces = new Map<Role, string>([['name', tokens.slice(0, end).join(' ')]])
  if (isOrdered && values.length === 2 && points.length === 2) {
    pieces.set('target', values[0] ?? '').set('actual', values[1] ?? '')
    pieces.set('weight', points[0] ?? '').set('score', points[1] ?? '')
    const reason = rest.filter((token) => !isValue(token) && !POINTS.test(token)).join('')
    if (reason !== '') pieces.set('reason', reason)
    const isSound = agrees(fieldsOf(pieces))
    const doubt = isSound ? null : '只按空格分列，这一行的数与得分对不上，可能错了位'
    return { pieces, doubt, alternatives: [], how: '只有空格分列，按各格的样子对应', lost: null }
  }
  if (values.length === 2) pieces.set('target', values[0] ?? '').set('actual', values[1] ?? '')
  else if (values[0] && /^[=≥≤><＝]/.test(values[0])) pieces.set('target', values[0])
  const lost = rest.filter((token) => ![...pieces.values()].includes(token)).join(' ')
  return {
    pieces,
    doubt: '只有空格分列，格数与列数不等，不能断定哪一格空着',
    alternatives: [],
    how: null,
    lost: lost === '' ? null : lost,
  }
}
