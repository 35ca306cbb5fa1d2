import { formatPoints, type Policy, policies, score } from '#engine'
import { onlyForm } from '../inputs.ts'
import { placeName } from '../place.ts'
import { chosenPolicy } from '../policy-option.ts'
import { json, line, paletteOf, type Terminal } from '../terminal.ts'

export type ScoreOptions = {
  readonly format: string
  readonly policy: string | undefined
  readonly sets: readonly string[]
  /** Which form of a file with several, counted from 1. */
  readonly form: string | undefined
}

/** `jiheng score FILE`: the score under a pack, each row traced. Findings don't change its exit status. */
export async function scoreCommand(
  path: string | undefined,
  options: ScoreOptions,
  terminal: Terminal,
): Promise<number> {
  const form = await onlyForm(path, 'jiheng score 文件 [--policy 办法]', options.form)
  const { policy, overrides, note } = chosenPolicy(form, options.policy, options.sets)
  const result = { ...score(form, policy, overrides), ...(note ? { note } : {}) }
  if (options.format === 'json') {
    json(terminal, result)
    return 0
  }
  const paint = paletteOf(terminal)
  line(terminal, paint.bold(`${policy.title}　${policy.id}${policy.provisional ? '　（暂定）' : ''}`))
  if (note) line(terminal, paint.grey(note))
  for (const [key, value] of Object.entries(overrides)) line(terminal, paint.amber(`假设 ${key} = ${value}`))
  for (const row of result.rows) {
    const mark =
      row.claimed !== null && row.score !== null && row.claimed !== row.score
        ? paint.amber(`（填报 ${formatPoints(row.claimed)}）`)
        : ''
    line(
      terminal,
      `${placeName(form, row.at)}　${row.score === null ? '—' : formatPoints(row.score)} / ${row.weight ?? '—'} 分${mark}`,
    )
    line(terminal, paint.grey(`    ${row.trace.join(' → ')}`))
  }
  const { value, bounds, why } = result.total
  if (result.rows.length === 0 && bounds === null) {
    line(terminal, paint.bold('不计分'))
    line(terminal, paint.grey(why))
    if (result.claimedTotal !== null) line(terminal, `表上得分 ${result.claimedTotal}`)
    return 0
  }
  line(
    terminal,
    paint.bold(
      `总分 ${value ?? '—'}${bounds && bounds[0] !== bounds[1] ? `（${bounds[0]}–${bounds[1]}）` : ''}　${result.grade ?? ''}`,
    ),
  )
  line(terminal, paint.grey(why))
  line(terminal, `填报总分 ${result.claimedTotal ?? '—'}`)
  others(policy).forEach((other) => {
    const { total } = score(form, other)
    line(
      terminal,
      paint.grey(
        `  按 ${other.title}：${total.value ?? '—'}${total.bounds && total.bounds[0] !== total.bounds[1] ? `（${total.bounds[0]}–${total.bounds[1]}）` : ''}`,
      ),
    )
  })
  return 0
}

function others(policy: Policy): readonly Policy[] {
  return policies.filter(({ id }) => id !== policy.id)
}
