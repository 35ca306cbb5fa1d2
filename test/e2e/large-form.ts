import { randomUUID } from 'node:crypto'
import { type Form, type Indicator, parseActual, parseTarget } from '#engine'
import { createForm } from '../../src/server/store/forms.ts'
import { assign, findAccount } from '../../src/server/store/people.ts'
import { filledForm, TOWN, type Town } from './town.ts'

/** The target of a row of a large form, counted from 0. */
export const plannedOf = (row: number): number => 100 + ((row * 7) % 900)

/** A sound form of `rows` indicators, each with a name and numbers of its own; their points sum to what the library's form has. */
export function largeForm(unit: string, rows: number): Form {
  const form = filledForm(unit)
  const levels = form.indicators
  const perRow = (weight: number, count: number) => Math.floor((weight * 100) / count) / 100
  const groups = new Map<string, readonly Indicator[]>()
  for (const row of levels) groups.set(row.level1 ?? '', [...(groups.get(row.level1 ?? '') ?? []), row])
  const share = Math.ceil(rows / groups.size)
  let number = 0
  const indicators = [...groups.values()].flatMap((group, i) => {
    const count = i === groups.size - 1 ? rows - share * (groups.size - 1) : share
    const total = group.reduce((sum, row) => sum + (row.weight ?? 0), 0)
    const small = perRow(total, count)
    const rest = Math.round((total - small * (count - 1)) * 100) / 100
    return Array.from({ length: count }, (_, n): Indicator => {
      const model = group[Math.floor((n * group.length) / count)] ?? group[0]
      const planned = plannedOf(number)
      const points = n === 0 ? rest : small
      number++
      const target = parseTarget(`≥${planned}次`)
      return {
        ...(model as Indicator),
        reason: null,
        name: `第${number}片区活动场次`,
        target,
        actual: parseActual(`${planned + 1 + (number % 3)}次`, target),
        weight: points,
        score: points,
      }
    })
  })
  const score = indicators.reduce((sum, row) => sum + (row.score ?? 0), form.funds?.rows[0]?.score ?? 0)
  return { ...form, indicators, total: { weight: 100, score: Math.round(score * 100) / 100 } }
}

/** The form becomes the draft of a unit that has none yet, and `login` its clerk. Returns its id. */
export async function giveForm({ database }: Town, login: string, unit: number, form: Form): Promise<string> {
  const id = randomUUID()
  const at = new Date().toISOString()
  await database.asOwner(async (query) => {
    const account = await findAccount(query, login)
    if (!account) throw new Error(`nobody is called ${login}`)
    await assign(query, randomUUID(), account.id, { region: TOWN, unit, role: 'clerk', fromYear: 2020, toYear: null })
  })
  await database.tx({ role: 'app_unit', region: TOWN, units: [unit] }, (query) =>
    createForm(query, { id, region: TOWN, unit, projectCode: '', form, by: randomUUID(), at }),
  )
  return id
}
