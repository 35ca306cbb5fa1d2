import { z } from 'zod'
import { blankForm, parseForm } from '#documents'
import { type Form, type FormKind, nextYearForm, placeless, STATUS_NAMES, selfEvaluationFrom } from '#engine'
import type { Query } from '../store/database.ts'
import { createForm, findOfUnit, type Patched, patchForm } from '../store/forms.ts'
import { type Call, endpoint } from './endpoint.ts'
import {
  checkUnitYear,
  EVERYBODY,
  existing,
  FILED_KINDS,
  FiscalYear,
  here,
  mustBe,
  shown,
  tell,
  type Who,
} from './form-access.ts'
import { Refused } from './refused.ts'
import { rolesFor } from './scope.ts'
import { newId } from './uuid.ts'

const Create = z.object({
  unit: z.int().min(1),
  fiscalYear: FiscalYear,
  kind: z.enum(FILED_KINDS),
  projectCode: z.string().trim().max(60).default(''),
  /** What it starts from: nothing, the unit's form of the year before, its approved targets of the year, or a record that was read from a file. */
  from: z.enum(['blank', 'lastYear', 'targets', 'record']).default('blank'),
  record: z.unknown().optional(),
})
const Patch = z.object({
  base: z.int().min(1),
  /** `to` left out takes the key away. */
  edits: z
    .array(z.object({ at: z.string().max(300), to: z.unknown().optional() }))
    .min(1)
    .max(2000),
})

/** Making, reading and saving forms. */
export const formEndpoints = [
  endpoint({
    id: 'createForm',
    method: 'POST',
    path: '/api/bureaus/:region/forms',
    title: '新建一张表：空白、沿用上年、从批复的目标、从读入的记录',
    access: ['clerk'],
    body: Create,
    handle: create,
  }),
  endpoint({
    id: 'getForm',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form',
    title: '取一张表',
    access: EVERYBODY,
    handle: get,
  }),
  endpoint({
    id: 'patchForm',
    method: 'PATCH',
    path: '/api/bureaus/:region/forms/:form',
    title: '保存改动',
    access: ['clerk'],
    body: Patch,
    handle: patch,
  }),
] as const

async function create(call: Call<z.infer<typeof Create>>) {
  const { services, body, transaction } = call
  const who = here(call)
  const { unit, fiscalYear, kind, projectCode } = body
  if (!rolesFor(who.session, who.scope, unit, fiscalYear).includes('clerk'))
    throw new Refused('forbidden', '您不是这个单位这一年的经办人。')
  const id = newId(services.now())
  const at = new Date(services.now()).toISOString()
  const by = who.session.account.id
  return transaction(async (query) => {
    await checkUnitYear(query, who.scope.region, unit, fiscalYear)
    const form = await beginning(query, who, body)
    const stored = await createForm(query, { id, region: who.scope.region, unit, projectCode, form, by, at })
    if (!stored) throw new Refused('conflict', '这个单位这一年已经有这样一张表了。')
    const payload = { kind, fiscalYear, from: body.from, hash: stored.hash }
    await tell(query, services, stored, { actor: by, action: 'create', subject: id, payload })
    return { status: 201 as const, ...shown(stored, who) }
  })
}

/** What the form starts with. A form that is to be followed and isn't there is told, never replaced by a blank one. */
async function beginning(query: Query, who: Who, asked: z.infer<typeof Create>): Promise<Form> {
  const { unit, fiscalYear, kind, projectCode, from } = asked
  const blank: Form = { ...blankForm(kind), fiscalYear }
  const region = who.scope.region
  switch (from) {
    case 'blank':
      return blank
    case 'lastYear': {
      const before = await findOfUnit(query, { region, unit, fiscalYear: fiscalYear - 1, kind, projectCode })
      if (!before)
        throw new Refused('unprocessable', `${fiscalYear - 1} 年没有这样一张表，不能沿用。请改从空白或文件开始。`)
      return nextYearForm(before.form)
    }
    case 'targets': {
      const targets = await findOfUnit(query, { region, unit, fiscalYear, kind: 'target-declaration', projectCode })
      if (targets?.status !== 'approved')
        throw new Refused('unprocessable', `${fiscalYear} 年没有已批复的绩效目标申报表，不能从目标开始。`)
      return selfEvaluationFrom(targets.form, kind, blank.title ?? '')
    }
    case 'record':
      return recordFor(asked.record, kind, fiscalYear)
  }
}

/** A record of another kind or year is not bent to fit: the clerk is asked to look. */
function recordFor(record: unknown, kind: FormKind, fiscalYear: number): Form {
  const form = valid(record)
  if (form.kind !== kind) throw new Refused('unprocessable', '读入的不是这种表，请核对文件或改选表的种类。')
  if (form.fiscalYear !== null && form.fiscalYear !== fiscalYear)
    throw new Refused(
      'unprocessable',
      `读入的是 ${form.fiscalYear} 年的表，这里是 ${fiscalYear} 年。请核对文件或改选年度。`,
    )
  return { ...form, fiscalYear }
}

async function get(call: Call) {
  const who = here(call)
  const stored = await call.services.database.tx(who.scope, (query) => existing(query, who, call.params.form))
  return shown(stored, who)
}

async function patch(call: Call<z.infer<typeof Patch>>) {
  const { services, body, params, transaction } = call
  const who = here(call)
  const at = new Date(services.now()).toISOString()
  const by = who.session.account.id
  return transaction(async (query) => {
    const stored = await existing(query, who, params.form)
    mustBe(who, stored, ['clerk'], '改这张表：您不是它的经办人')
    const edits = body.edits.map(({ at: place, to }) => ({ at: place, to }))
    const result = await patchForm(query, { region: stored.region, id: stored.id, base: body.base, edits, by, at })
    if (result.is !== 'saved') throw declined(result)
    // What was merged had the rows it had: an edit that fits none of them would be gone without a word.
    const lost = placeless(stored.form, edits)
    if (lost !== undefined)
      throw new Refused('unprocessable', `这张表上没有这一处：${lost}。没有保存，请重新打开再改。`)
    valid(result.stored.form)
    staysItself(stored.form, result.stored.form)
    const payload = { edits: edits.map((edit) => edit.at), hash: result.stored.hash }
    await tell(query, services, stored, { actor: by, action: 'save', subject: stored.id, payload })
    return shown(result.stored, who)
  })
}

/** Throws with the faults when a value is none that a form can have; the transaction then keeps nothing. */
function valid(record: unknown): Form {
  const result = parseForm(record)
  if ('form' in result) return result.form
  throw new Refused('unprocessable', `内容不合表的格式：${result.problems[0] ?? ''}`, { faults: result.problems })
}

/** Kind and year are what a form is filed under: an edit of the text cannot make another form of it. */
function staysItself(before: Form, after: Form): void {
  if (before.kind !== after.kind || before.fiscalYear !== after.fiscalYear)
    throw new Refused('unprocessable', '表的种类和年度不能改；要别的年度或种类，请另建一张。')
}

function declined(result: Exclude<Patched, { is: 'saved' }>): Refused {
  switch (result.is) {
    case 'conflict': {
      const { conflicts, stored } = result
      const more = { conflicts, version: stored.version }
      return new Refused('conflict', `有 ${conflicts.length} 处别人也改了，没有覆盖。请逐处选用哪一个。`, more)
    }
    case 'closed':
      return new Refused('conflict', `这张表现在是“${STATUS_NAMES[result.status]}”，不能改。`)
    case 'gone':
      return new Refused('not-found', '没有这张表，或没有您改动时的那一版。请重新打开。')
  }
}
