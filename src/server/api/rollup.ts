import { rollUp } from '#engine'
import { unitsBelow } from '../store/reach.ts'
import { projectLines } from '../store/rollup.ts'
import { type Call, endpoint } from './endpoint.ts'
import { EVERYBODY, existing, here } from './form-access.ts'

/** The projects of a department beside its own form. */
export const rollUpEndpoints = [
  endpoint({
    id: 'getRollUp',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/projects',
    title: '部门整体表与所属各单位项目表的汇总和差额',
    access: EVERYBODY,
    handle: get,
  }),
] as const

async function get(call: Call) {
  const who = here(call)
  return call.services.database.tx(who.scope, async (query) => {
    const { region, unit, form } = await existing(query, who, call.params.form)
    const year = form.fiscalYear ?? 0
    const below = (await unitsBelow(query, region, [unit])).filter(
      ({ fromYear, toYear }) => fromYear <= year && (toYear === null || year <= toYear),
    )
    const units = [unit, ...below.map((one) => one.unit)]
    const projects = await projectLines(query, region, units, year)
    return { body: { projects, lines: rollUp(form, projects) } }
  })
}
