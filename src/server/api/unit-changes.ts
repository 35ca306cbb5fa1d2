import { z } from 'zod'
import type { Query } from '../store/database.ts'
import { changeUnit, childrenFrom, closeUnit, keepSuccession, versionsOf } from '../store/unit-history.ts'
import { createUnit, findUnit, type UnitInYear } from '../store/units.ts'
import { type Call, endpoint } from './endpoint.ts'
import { FiscalYear } from './form-access.ts'
import { Refused } from './refused.ts'
import { change, checkCanEnd, checkParent, goingOn, noteChange, UnitKind, UnitName, UnitNumber } from './unit-rules.ts'
import { unitNumber } from './units.ts'

const UNIT = '/api/bureaus/:region/units/:unit'

const Rename = z.object({ fromYear: FiscalYear, name: UnitName })
const Move = z.object({ fromYear: FiscalYear, parent: UnitNumber.nullable() })
const Close = z.object({ fromYear: FiscalYear })
const Target = z.object({
  id: UnitNumber,
  /** Not for one that goes on. */
  name: UnitName.optional(),
  kind: UnitKind.default('unit'),
  parent: UnitNumber.nullable().default(null),
})
const Merge = z.object({ fromYear: FiscalYear, units: z.array(UnitNumber).min(2).max(200), into: Target })
const Split = z.object({
  fromYear: FiscalYear,
  unit: UnitNumber,
  /** True when it goes on itself, beside those that leave it. */
  goesOn: z.boolean().default(false),
  into: z
    .array(Target.extend({ name: UnitName, units: z.array(UnitNumber).max(2000).default([]) }))
    .min(1)
    .max(50),
})
type NewUnit = Omit<z.infer<typeof Target>, 'name'> & { readonly name: string }

/** Changes of the organisation: each from a year on; earlier years keep their names, departments and forms. */
export const unitChangeEndpoints = [
  endpoint({
    id: 'renameUnit',
    method: 'POST',
    path: `${UNIT}/names`,
    title: '改名：从某年起用新名称，以前的年度不变',
    access: ['administrator'],
    body: Rename,
    handle: rename,
  }),
  endpoint({
    id: 'moveUnit',
    method: 'POST',
    path: `${UNIT}/departments`,
    title: '换主管部门：从某年起',
    access: ['administrator'],
    body: Move,
    handle: move,
  }),
  endpoint({
    id: 'closeUnit',
    method: 'POST',
    path: `${UNIT}/closing`,
    title: '撤销：从某年起没有这个单位',
    access: ['administrator'],
    body: Close,
    handle: close,
  }),
  endpoint({
    id: 'mergeUnits',
    method: 'POST',
    path: '/api/bureaus/:region/unit-mergers',
    title: '合并：几个单位从某年起并为一个（新的，或其中一个）；下属单位随之移过去',
    access: ['administrator'],
    body: Merge,
    handle: merge,
  }),
  endpoint({
    id: 'splitUnit',
    method: 'POST',
    path: '/api/bureaus/:region/unit-splits',
    title: '分立：一个单位从某年起分为几个；units 是随之移过去的下属单位',
    access: ['administrator'],
    body: Split,
    handle: split,
  }),
] as const

async function rename(call: Call<z.infer<typeof Rename>>) {
  const { body, params, services } = call
  const id = unitNumber(params.unit)
  return change(call, async (query, who) => {
    const { last } = await goingOn(query, who.region, id, body.fromYear)
    await changeUnit(query, who.region, id, last, { ...body, parent: last.parent })
    await noteChange(query, services, who, id, 'renameUnit', { ...body, was: last.name })
    return story(query, who.region, id)
  })
}

async function move(call: Call<z.infer<typeof Move>>) {
  const { body, params, services } = call
  const id = unitNumber(params.unit)
  return change(call, async (query, who) => {
    const { last } = await goingOn(query, who.region, id, body.fromYear)
    await checkParent(query, who.region, body.parent, body.fromYear, id)
    await changeUnit(query, who.region, id, last, { ...body, name: last.name })
    await noteChange(query, services, who, id, 'moveUnit', { ...body, was: last.parent })
    return story(query, who.region, id)
  })
}

async function close(call: Call<z.infer<typeof Close>>) {
  const { body, params, services } = call
  const id = unitNumber(params.unit)
  return change(call, async (query, who) => {
    const { unit } = await goingOn(query, who.region, id, body.fromYear)
    await checkCanEnd(query, who.region, unit, body.fromYear)
    await closeUnit(query, who.region, id, body.fromYear - 1)
    await noteChange(query, services, who, id, 'closeUnit', body)
    return story(query, who.region, id)
  })
}

async function merge(call: Call<z.infer<typeof Merge>>) {
  const { body, services } = call
  const { fromYear, into } = body
  const units = [...new Set(body.units)]
  return change(call, async (query, who) => {
    const { region } = who
    const ending: UnitInYear[] = []
    for (const id of units) {
      const { unit } = await goingOn(query, region, id, fromYear)
      if (id !== into.id) ending.push(unit)
    }
    if (units.includes(into.id)) {
      if (into.name !== undefined) throw new Refused('unprocessable', '并入现有单位时不写名称；要改名请另用改名。')
    } else await make(query, region, named(into), fromYear)
    for (const unit of ending) {
      const children = (await childrenFrom(query, region, unit.id, fromYear)).filter((one) => !units.includes(one))
      await moveAll(query, region, children, into.id, fromYear)
      await checkCanEnd(query, region, unit, fromYear, units)
      await closeUnit(query, region, unit.id, fromYear - 1)
      await keepSuccession(query, region, { unit: unit.id, successor: into.id, fromYear, how: 'merge' })
    }
    for (const id of new Set([...units, into.id])) await noteChange(query, services, who, id, 'mergeUnits', body)
    return story(query, region, into.id)
  })
}

async function split(call: Call<z.infer<typeof Split>>) {
  const { body, services } = call
  const { fromYear, unit: id, goesOn, into } = body
  if (!goesOn && into.length < 2) throw new Refused('unprocessable', '分立要分为至少两个；只剩一个的是改名。')
  return change(call, async (query, who) => {
    const { region } = who
    const { unit } = await goingOn(query, region, id, fromYear)
    const children = await childrenFrom(query, region, id, fromYear)
    for (const target of into) {
      await make(query, region, target, fromYear)
      if (target.units.some((one) => !children.includes(one)))
        throw new Refused('unprocessable', `移到“${target.name}”的单位里有不属于“${unit.name}”的。`)
      await moveAll(query, region, target.units, target.id, fromYear)
      await keepSuccession(query, region, { unit: id, successor: target.id, fromYear, how: 'split' })
    }
    if (!goesOn) {
      await checkCanEnd(query, region, unit, fromYear)
      await closeUnit(query, region, id, fromYear - 1)
    }
    for (const one of [id, ...into.map((target) => target.id)])
      await noteChange(query, services, who, one, 'splitUnit', body)
    return story(query, region, id)
  })
}

function named({ name, ...rest }: z.infer<typeof Target>): NewUnit {
  if (name === undefined) throw new Refused('unprocessable', '并成新的单位要写名称。')
  return { ...rest, name }
}

async function make(
  query: Query,
  region: number,
  { id, name, kind, parent }: NewUnit,
  fromYear: number,
): Promise<void> {
  await checkParent(query, region, parent, fromYear)
  if (!(await createUnit(query, { region, id, name, kind, parent, fromYear })))
    throw new Refused('conflict', `编号 ${id} 已经有单位了。编号不重复使用，请换一个。`)
}

async function moveAll(
  query: Query,
  region: number,
  units: readonly number[],
  parent: number,
  fromYear: number,
): Promise<void> {
  for (const id of units) {
    const { last } = await goingOn(query, region, id, fromYear)
    await checkParent(query, region, parent, fromYear, id)
    await changeUnit(query, region, id, last, { fromYear, name: last.name, parent })
  }
}

async function story(query: Query, region: number, id: number) {
  const unit = await findUnit(query, region, id)
  return { status: 201, body: { ...unit, versions: await versionsOf(query, region, id) } } as const
}
