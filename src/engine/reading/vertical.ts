import { type Role, roleOf } from '../forms/vocabulary.ts'
import type { Cell, Grid, Source } from '../grid.ts'
import { compact } from '../values/text.ts'
import type { Alteration, Alterations } from './alterations.ts'
import { agrees } from './run-values.ts'

const COLUMNS: readonly Role[] = ['level1', 'level2', 'name', 'target', 'actual', 'weight', 'score', 'reason']
const NEEDED: readonly Role[] = ['name', 'target', 'actual', 'weight', 'score']
const END = /^(?:总分|总得分|合计|总计|绩效自评结论|自评结论|联系人|填[报表]人)/
const MOST_LINES = 3000

type Run = { readonly role: Role; readonly heading: Cell; readonly values: readonly Cell[] }

/**
 * An indicator table read column by column: each heading on a line of its own with its values below it. Values go to the
 * row of the same number where every column has as many as there are names; the rows' own arithmetic says whether they may
 * be believed. A column with another number of values is lost. Other grids come back unchanged.
 */
export function fromVertical(grid: Grid, altered: Alterations, lost: Map<Source, string>): Grid {
  const lines = [...grid.cells].sort((a, b) => a.row - b.row)
  if (grid.positions !== 'loose' || lines.length > MOST_LINES) return grid
  const found = runsOf(lines)
  if (!found) return grid
  const names = found.runs.find(({ role }) => role === 'name')?.values ?? []
  const kept = found.runs.filter(({ values }) => values.length === names.length)
  const cut = found.runs.filter(({ values, role }) => values.length !== names.length && NEEDED.includes(role))
  const rows = names.map((_, i) => new Map(kept.map(({ role, values }) => [role, values[i]?.text ?? ''] as const)))
  const isProved = cut.length === 0 && rows.every((row) => agreesByRole(row))
  const start = found.runs[0]?.heading.row ?? 0
  const cells = [
    ...lines.filter(({ row }) => row < start || row >= found.end),
    ...found.runs.map(({ heading }, k) => ({ ...heading, row: start, column: k + 1 })),
    ...names.flatMap((name, i) => {
      if (cut.length > 0)
        lost.set(name.source, cut.map(({ heading, values }) => `${heading.text}：${textOf(values)}`).join('；'))
      return kept.map(({ role, values }) =>
        placed(
          values[i] ?? name,
          { row: start + 1 + i, column: found.runs.findIndex((one) => one.role === role) + 1 },
          role,
          isProved,
          altered,
        ),
      )
    }),
  ]
  return { ...grid, columns: found.runs.length + 1, cells }
}

/** The headings on lines of their own, in a row with their values; undefined where the needed ones are not all there. */
function runsOf(lines: readonly Cell[]): { readonly runs: readonly Run[]; readonly end: number } | undefined {
  const heads = lines.flatMap((cell, i) => {
    const isSingle = lines[i - 1]?.row !== cell.row && lines[i + 1]?.row !== cell.row
    if (!isSingle) return []
    const role = roleOf(cell.text, 'strict')
    return role !== undefined && COLUMNS.includes(role) ? [{ role, i }] : []
  })
  const roles = heads.map(({ role }) => role)
  if (!isAlone(lines, heads[0]?.i ?? 0, heads.at(-1)?.i ?? 0)) return undefined
  if (new Set(roles).size !== roles.length || !NEEDED.every((role) => roles.includes(role))) return undefined
  const last = heads.at(-1)?.i ?? 0
  const stop = lines.findIndex(({ text }, i) => i > last && END.test(compact(text)))
  const end = stop < 0 ? lines.length : stop
  const runs = heads.flatMap(({ role, i }, k): Run[] => {
    const heading = lines[i]
    return heading ? [{ role, heading, values: lines.slice(i + 1, heads[k + 1]?.i ?? end) }] : []
  })
  const names = runs.find(({ role }) => role === 'name')?.values.length ?? 0
  return names >= 2 ? { runs, end: lines[end]?.row ?? Number.POSITIVE_INFINITY } : undefined
}

/** One cell a line from the first heading to the last. */
function isAlone(lines: readonly Cell[], from: number, to: number): boolean {
  return lines.slice(from, to + 1).every(({ row }, i, all) => row !== all[i - 1]?.row)
}

function agreesByRole(row: ReadonlyMap<Role, string>): boolean {
  const at = (role: Role): string => compact(row.get(role) ?? '')
  return agrees({
    name: at('name'),
    target: at('target'),
    actual: at('actual'),
    weight: at('weight'),
    score: at('score'),
    reason: '',
  })
}

const textOf = (values: readonly Cell[]): string => values.map(({ text }) => text).join('、')

function placed(
  cell: Cell,
  at: { readonly row: number; readonly column: number },
  role: Role,
  isProved: boolean,
  altered: Alterations,
): Cell {
  const alteration: Alteration = isProved
    ? { raw: cell.text, how: '按列读出，各列行数相同，逐行与得分相符', status: 'repaired', confidence: 0.85 }
    : { raw: cell.text, how: '按列读出，与哪一行对应不能证明', status: 'doubtful', confidence: 0.4 }
  // 名称只按自己的次序，不依赖别的列。
  const isKnown = altered.get(cell.source)?.status === 'doubtful'
  if (role !== 'name' && !isKnown) altered.set(cell.source, alteration)
  return { ...cell, ...at, ...(role === 'name' ? { beginsRow: true as const } : {}) }
}
