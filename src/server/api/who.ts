import type { Query, Scope } from '../store/database.ts'
import type { Session } from '../store/sessions.ts'
import type { Endpoint, Services } from './endpoint.ts'
import { tell } from './form-access.ts'
import { Refused } from './refused.ts'

type Caller = {
  readonly services: Services
  readonly session: Session | undefined
  readonly scope: Scope | undefined
}

/** Somebody who administers a bureau: `by` is their account, `at` the moment as ISO, `year` the running one. */
export type Administrator = {
  readonly session: Session
  readonly scope: Scope
  readonly region: number
  readonly by: string
  readonly at: string
  readonly year: number
}

/**
 * Administering is for the whole bureau and for now: an administrator's role that is over, or is for one unit only, gives no power over
 * people.
 */
export function administrator({ services, session, scope }: Caller): Administrator {
  if (!session || !scope) throw new Error('an endpoint of a bureau without a session and a scope')
  const { region } = scope
  const year = yearOf(services.now())
  const holds = session.assignments.some(
    (one) =>
      one.region === region &&
      one.unit === 0 &&
      one.role === 'administrator' &&
      one.fromYear <= year &&
      (one.toYear === null || one.toYear >= year),
  )
  if (!holds) throw new Refused('forbidden', '您不是这个财政局现在的管理员。')
  return { session, scope, region, by: session.account.id, at: new Date(services.now()).toISOString(), year }
}

/** The person of an endpoint on one's own account. A program must not change passwords or make itself more tokens. */
export function inPerson({ session }: Caller): Session {
  if (!session) throw new Error('an endpoint for people without a session')
  if (session.kind === 'machine') throw new Refused('forbidden', '程序用的令牌不能改账号，请本人登录后再做。')
  return session
}

/** What a session may not do whatever its roles: change anything with a token for reading, work before what it needs is done. */
export function checkSession(session: Session | undefined, { method, path }: Endpoint): void {
  if (!session) return
  if (session.isReadOnly && method !== 'GET') throw new Refused('forbidden', '这个令牌只能读，不能改。')
  if (session.needs.length > 0 && path.includes('/:region'))
    throw new Refused('forbidden', NEED[session.needs[0] ?? 'newPassword'], { needs: session.needs })
}

const NEED = {
  newPassword: '现在用的是初始密码，请先改成自己的密码。',
  totp: '这个财政局要求您的角色用动态码登录，请先在“我的账号”里绑定。',
} as const

/** Writes what somebody did to their own account into the log of each bureau they work for. */
export async function tellBureaus(
  query: Query,
  services: Services,
  session: Session,
  action: string,
  payload: unknown,
): Promise<void> {
  const { id } = session.account
  for (const region of new Set(session.assignments.map((one) => one.region)))
    await tell(query, services, { region, unit: 0 }, { actor: id, action, subject: id, payload })
}

/** The fiscal year that runs now, in Beijing. */
export function yearOf(now: number): number {
  return new Date(now + 8 * 3_600_000).getUTCFullYear()
}
