import { z } from 'zod'
import { successionsOf, versionsOf } from '../store/unit-history.ts'
import { createUnit, findUnit, MOST_UNITS, unitsIn } from '../store/units.ts'
import { type Call, endpoint } from './endpoint.ts'
import { cursorText, EVERYBODY, FiscalYear, FiscalYearInAddress, here, parseCursor } from './form-access.ts'
import { Refused } from './refused.ts'
import { change, checkParent, noteChange, UnitKind, UnitName, UnitNumber } from './unit-rules.ts'
import { yearOf } from './who.ts'

const UNITS = '/api/bureaus/:region/units'

const Search = z.object({
  year: FiscalYearInAddress.optional(),
  text: z.string().trim().max(60).default(''),
  parent: z.coerce.number().pipe(UnitNumber).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
})
const Year = z.object({ year: FiscalYearInAddress.optional(), text: z.string().trim().max(60).default('') })
const Create = z.object({
  id: UnitNumber,
  name: UnitName,
  kind: UnitKind.default('unit'),
  parent: UnitNumber.nullable().default(null),
  fromYear: FiscalYear,
})
const Cursor = z.object({ id: z.int() })

/** The units of a bureau, as they are in a year. Somebody of a unit sees their own (and those below, and those they came after). */
export const unitEndpoints = [
  endpoint({
    id: 'listUnits',
    method: 'GET',
    path: UNITS,
    title: '某年的单位，按编号；可按名称、编号开头或拼音首字母找',
    access: EVERYBODY,
    query: Search,
    handle: list,
  }),
  endpoint({
    id: 'getUnitTree',
    method: 'GET',
    path: '/api/bureaus/:region/unit-tree',
    title: '某年的全部单位，parent 是主管部门；可按名称、编号开头或拼音首字母找',
    access: EVERYBODY,
    query: Year,
    handle: tree,
  }),
  endpoint({
    id: 'getUnit',
    method: 'GET',
    path: `${UNITS}/:unit`,
    title: '一个单位的沿革：各年的名称和主管部门，从哪些单位来，变成哪些单位',
    access: EVERYBODY,
    handle: get,
  }),
  endpoint({
    id: 'createUnit',
    method: 'POST',
    path: UNITS,
    title: '新建单位',
    access: ['administrator'],
    body: Create,
    handle: create,
  }),
] as const

async function list({ services, session, scope, query: asked }: Call<undefined, z.infer<typeof Search>>) {
  const who = here({ session, scope })
  const { cursor, limit, text, parent } = asked
  const year = asked.year ?? yearOf(services.now())
  const after = parseCursor(cursor, Cursor)?.id ?? 0
  const { region } = who.scope
  const found = await services.database.tx(who.scope, (query) =>
    unitsIn(query, { region, year, search: text, parent, after, most: limit + 1 }),
  )
  const units = found.slice(0, limit)
  const last = units.at(-1)
  return { body: { year, units, next: found.length > limit && last ? cursorText({ id: last.id }) : null } }
}

async function tree({ services, session, scope, query: asked }: Call<undefined, z.infer<typeof Year>>) {
  const who = here({ session, scope })
  const year = asked.year ?? yearOf(services.now())
  const { region } = who.scope
  const units = await services.database.tx(who.scope, (query) =>
    unitsIn(query, { region, year, search: asked.text, most: MOST_UNITS }),
  )
  return { body: { year, units } }
}

async function get({ services, session, scope, params }: Call) {
  const who = here({ session, scope })
  return services.database.tx(who.scope, async (query) => {
    const { region } = who.scope
    const id = unitNumber(params.unit)
    const unit = await findUnit(query, region, id)
    if (!unit) throw new Refused('not-found', '没有这个单位。')
    const successions = await successionsOf(query, region, id)
    return {
      body: {
        ...unit,
        versions: await versionsOf(query, region, id),
        predecessors: successions.filter(({ successor }) => successor === id),
        successors: successions.filter((one) => one.unit === id),
      },
    }
  })
}

async function create(call: Call<z.infer<typeof Create>>) {
  const { body } = call
  return change(call, async (query, who) => {
    const { region } = who
    await checkParent(query, region, body.parent, body.fromYear)
    if (!(await createUnit(query, { region, ...body })))
      throw new Refused('conflict', `编号 ${body.id} 已经有单位了。编号不重复使用，请换一个。`)
    await noteChange(query, call.services, who, body.id, 'createUnit', body)
    return { status: 201, body: await findUnit(query, region, body.id) }
  })
}

/** The number in an address; what is none names no unit. */
export function unitNumber(text: string | undefined): number {
  const parsed = z.coerce.number().pipe(UnitNumber).safeParse(text)
  if (!parsed.success) throw new Refused('not-found', '没有这个单位。')
  return parsed.data
}
