import type { Reading } from '../form.ts'
import { compact, tight } from '../values/text.ts'
import { familyOf, type LevelName, level1Of, level2Of } from './vocabulary.ts'

/** The level texts found beside one indicator row: none, or several where rows were folded together. */
export type LevelTexts = { readonly level1: readonly string[]; readonly level2: readonly string[] }

export type Levels = {
  readonly level1: string | null
  readonly level1Weight: number | null
  readonly level2: string | null
  readonly level1Reading: Reading
  readonly level2Reading: Reading
}

/** `known-names` in damaged text, or garbage would become a level; `short-names` in frameworks, whose levels are 投入, 过程. */
export type FreeNames = 'any-name' | 'short-names' | 'known-names'

type Label = { readonly text: string; readonly level: LevelName }

/**
 * First and second level of every row. Merged level cells show their text once: above (spreadsheets, pasted text) or in
 * the middle (scans), so rows without a label take the one above, and the first rows of a centred block the one below.
 * `free` allows names outside the national frame (履职效能 …); damaged text allows none, or garbage would become a level.
 */
export function resolveLevels(rows: readonly LevelTexts[], free: FreeNames): readonly Levels[] {
  const first = rows.map((row) => labelOf(row.level1, level1Of, free))
  const second = rows.map((row) => labelOf(row.level2, level2Of, free))
  const points = new Map<string, number>()
  for (const label of first) if (label && label.level.points !== null) points.set(label.level.name, label.level.points)

  const level1 = fillFirst(first, second)
  const level2 = fillSecond(level1, first, second)
  return rows.map((_, i) => {
    const name = level1[i] ?? null
    return {
      level1: name,
      level1Weight: name === null ? null : (points.get(name) ?? null),
      level2: level2[i] ?? null,
      level1Reading: readingOf(name, first[i], '一级指标'),
      level2Reading: readingOf(level2[i] ?? null, second[i], '二级指标'),
    }
  })
}

function labelOf(
  texts: readonly string[],
  known: (text: string) => LevelName | undefined,
  free: FreeNames,
): Label | undefined {
  for (const text of texts) {
    const level = known(text)
    if (level) return { text, level }
  }
  const text = texts.find((one) => compact(one).length >= (free === 'short-names' ? 2 : 3))
  if (free === 'known-names' || text === undefined) return undefined
  const plain = tight(text)
  const points = /[(（](\d+(?:\.\d+)?)分?[)）]$/.exec(plain)
  const name = plain.replace(/[(（]\d+(?:\.\d+)?分?[)）]$/, '')
  return { text, level: { name, points: points ? Number(points[1]) : null, exact: true } }
}

function fillFirst(
  first: readonly (Label | undefined)[],
  second: readonly (Label | undefined)[],
): readonly (string | null)[] {
  const known = first.map((label, i) => label?.level.name ?? familyOf(second[i]?.level.name ?? null))
  let current = known.find((name) => name !== null) ?? null
  return known.map((name, i) => {
    // 成本 stands under 产出 or is a first level of its own: the printed label above wins over the family.
    const printed = first[i] !== undefined
    if (name !== null && (printed || !(second[i] && current === '成本指标' && name === '产出指标'))) current = name
    return current
  })
}

function fillSecond(
  level1: readonly (string | null)[],
  first: readonly (Label | undefined)[],
  second: readonly (Label | undefined)[],
): readonly (string | null)[] {
  let current: string | null = null
  return level1.map((group, i) => {
    const own = second[i]?.level.name
    const isNewGroup = i === 0 || level1[i - 1] !== group
    if (isNewGroup) current = null
    if (own !== undefined) current = own
    else if (isNewGroup && first[i] === undefined) current = nextLabel(level1, second, i)
    return current
  })
}

/** The first label further down in the same group: the block's labels are centred when its first row has none at all. */
function nextLabel(
  level1: readonly (string | null)[],
  second: readonly (Label | undefined)[],
  from: number,
): string | null {
  for (let i = from; i < level1.length && level1[i] === level1[from]; i++) {
    const label = second[i]
    if (label) return label.level.name
  }
  return null
}

function howLevel(text: string): string {
  return tight(text) === compact(text) ? '去掉空格' : '繁体字，按简体的名称记'
}

function readingOf(name: string | null, label: Label | undefined, which: string): Reading {
  if (name === null) return { status: 'missing', how: `没有读到${which}` }
  if (!label) return { status: 'repaired', how: `${which}是合并格，取同一块的标题`, confidence: 0.9 }
  if (label.level.name !== name) return { status: 'inferred', how: `按二级指标归入${which}`, confidence: 0.9 }
  if (label.level.exact && compact(label.text).startsWith(name)) {
    return compact(label.text) === label.text.trim()
      ? { status: 'literal' }
      : { status: 'repaired', raw: label.text, how: howLevel(label.text), confidence: 0.98 }
  }
  return { status: 'repaired', raw: label.text, how: `按${which}的名称改正`, confidence: 0.9 }
}
