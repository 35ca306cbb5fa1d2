import { z } from 'zod'
import { actionsFor, type FormKind, type FormStatus, type Role } from '#engine'
import type { Query, Scope } from '../store/database.ts'
import { findForm, type StoredForm } from '../store/forms.ts'
import { appendEvent, type Chain } from '../store/log.ts'
import { findNames } from '../store/names.ts'
import type { Session } from '../store/people.ts'
import { findUnit } from '../store/units.ts'
import type { Services } from './endpoint.ts'
import { Refused } from './refused.ts'
import { rolesFor } from './scope.ts'

export const EVERYBODY: readonly Role[] = [
  'clerk',
  'unitHead',
  'departmentReviewer',
  'financeReviewer',
  'performanceOfficer',
  'expert',
  'auditor',
  'administrator',
]
/** Who takes a step of the workflow. */
export const MOVERS: readonly Role[] = [
  'clerk',
  'unitHead',
  'departmentReviewer',
  'financeReviewer',
  'performanceOfficer',
]
/** Kinds that are filed here; an indicator framework is a reviewer's tool, and what is unrecognised is no form. */
export const FILED_KINDS = [
  'department-self-evaluation',
  'project-self-evaluation',
  'transfer-self-evaluation',
  'target-declaration',
  'monitoring',
] as const satisfies readonly FormKind[]
export const STATUSES = [
  'draft',
  'submitted',
  'unitSigned',
  'departmentReviewed',
  'financeReviewed',
  'approved',
  'returned',
] as const satisfies readonly FormStatus[]

export const FiscalYear = z.int().min(2000).max(2100)
export const FiscalYearInAddress = z.coerce.number().pipe(FiscalYear)

/** The person of a call with the scope it works under. */
export type Who = { readonly session: Session; readonly scope: Scope }

export function here({ session, scope }: { session: Session | undefined; scope: Scope | undefined }): Who {
  if (!session || !scope) throw new Error('an endpoint of a bureau without a session and a scope')
  return { session, scope }
}

/** Row-level security has hidden what the person may not see: it is as if it were not there. */
export async function existing(query: Query, { scope }: Who, id: string | undefined): Promise<StoredForm> {
  const stored = isId(id) ? await findForm(query, scope.region, id) : undefined
  if (!stored) throw new Refused('not-found', '没有这张表。')
  return stored
}

export function isId(text: string | undefined): text is string {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? '')
}

export function rolesOn({ session, scope }: Who, { unit, form }: StoredForm): readonly Role[] {
  return rolesFor(session, scope, unit, form.fiscalYear ?? 0)
}

/** Throws when the person has none of these roles for the form's unit and year. */
export function mustBe(who: Who, stored: StoredForm, roles: readonly Role[], what: string): void {
  if (!rolesOn(who, stored).some((role) => roles.includes(role))) throw new Refused('forbidden', `您不能${what}。`)
}

/** Throws when the person has none of these roles for the whole bureau in a fiscal year: what is begun there is for that year. */
export function mustHoldInYear({ session, scope }: Who, roles: readonly Role[], year: number): void {
  if (!rolesFor(session, scope, 0, year).some((role) => roles.includes(role)))
    throw new Refused('forbidden', `您在 ${year} 年没有做这一步的角色。`)
}

/** A form is for a year in which its unit is there. */
export async function checkUnitYear(query: Query, region: number, unit: number, year: number): Promise<void> {
  const known = await findUnit(query, region, unit)
  if (known && (year < known.fromYear || (known.toYear !== null && year > known.toYear)))
    throw new Refused('unprocessable', `“${known.name}”在 ${year} 年还没有或已经不在了，不能建这一年的表。`)
}

/** The form as the person sees it, with what they can do next. */
export function shown(stored: StoredForm, who: Who) {
  const { id, unit, status, version, form, hash, isLate, updatedAt, submittedAt } = stored
  const roles = rolesOn(who, stored)
  const actions = actionsFor(status, roles)
  return {
    body: { id, unit, status, version, form, hash, isLate, updatedAt, submittedAt, actions, roles },
    etag: `${version}-${hash.slice(0, 16)}`,
  }
}

/** Writes into the log of a unit, in the transaction of what happened. */
export async function tell(
  query: Query,
  { algorithm, now }: Services,
  chain: Chain,
  event: { readonly actor: string; readonly action: string; readonly subject: string; readonly payload: unknown },
): Promise<void> {
  await appendEvent(query, { region: chain.region, unit: chain.unit }, { ...event, at: now() }, algorithm)
}

/** Account → name, for people who stand in a list. */
export async function namesOf(
  { database }: Services,
  ids: readonly (string | null)[],
): Promise<Readonly<Record<string, string>>> {
  const wanted = [...new Set(ids.filter((id) => isId(id ?? undefined)))] as string[]
  return wanted.length === 0 ? {} : database.asOwner((query) => findNames(query, wanted))
}

/** Where a page ended, as a text of its own kind: nobody should put one together. */
export function cursorText(cursor: object): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Throws `malformed` for a cursor that is not one of ours. */
export function parseCursor<T>(text: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch (cause) {
    throw new Refused('malformed', 'cursor 不是上一页给出的那个。', { cause: String(cause) })
  }
}
