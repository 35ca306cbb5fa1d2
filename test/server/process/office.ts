import { check, choosePolicy, confirmationKey, type Form } from '#engine'
import { libraryForm } from '../../documents/forms.ts'
import type { ServerProcess } from './server-process.ts'

const REGION = 520123
export const BUREAU = `/api/bureaus/${REGION}`
const PASSWORD = '青禾 河畔 2025 春'
const OWN = '山坡 茶园 2026 秋'

export type Person = { readonly authorization: string }
/** A bureau with a clerk for each of its units. */
export type Office = {
  readonly administrator: Person
  readonly clerks: readonly { readonly unit: number; readonly person: Person }[]
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every endpoint.
export type Answer = { readonly status: number; readonly body: any; readonly headers: Headers }
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>

/** Sends requests to a server; rejects when the connection breaks off before the whole answer is there. */
export function asking({ url }: Pick<ServerProcess, 'url'>): Ask {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json;') || text.startsWith('{"')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && !text.includes('\n') ? JSON.parse(text) : text,
    }
  }
}

/** The same, but an answer that is no success throws. */
export function insisting(server: Pick<ServerProcess, 'url'>): Ask {
  const ask = asking(server)
  return async (method, path, body, headers) => {
    const answer = await ask(method, path, body, headers)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }
}

/** The way every bureau begins, over HTTP: the setup code, an administrator, units, clerks with passwords of their own, tokens. */
export async function openOffice(server: ServerProcess, units: readonly number[]): Promise<Office> {
  const ask = insisting(server)
  await ask('POST', '/api/setup', {
    code: server.setupCode,
    login: 'guanli',
    name: '管理员',
    password: PASSWORD,
    region: REGION,
    regionName: '青禾区财政局',
  })
  const headers = await signIn(ask, 'guanli', PASSWORD)
  const clerks = []
  for (const unit of units) {
    await ask('POST', `${BUREAU}/units`, { id: unit, name: `第${unit}单位`, fromYear: 2020 }, headers)
    const login = `jingban${unit}`
    const made = (await ask('POST', `${BUREAU}/accounts`, { login, name: '经办人' }, headers)).body
    await ask('POST', `${BUREAU}/roles`, { account: made.id, unit, role: 'clerk', fromYear: 2020 }, headers)
    const clerk = await signIn(ask, login, made.initialPassword)
    await ask('POST', '/api/account/password', { current: made.initialPassword, password: OWN }, clerk)
    clerks.push({ unit, person: await tokenOf(ask, clerk) })
  }
  return { administrator: await tokenOf(ask, headers), clerks }
}

async function signIn(ask: Ask, login: string, password: string): Promise<Readonly<Record<string, string>>> {
  const { body, headers } = await ask('POST', '/api/session', { login, password })
  return { cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '', 'x-csrf-token': body.csrf }
}

async function tokenOf(ask: Ask, headers: Readonly<Record<string, string>>): Promise<Person> {
  const asked = { label: '测试', days: 30, isReadOnly: false }
  return { authorization: `Bearer ${(await ask('POST', '/api/account/tokens', asked, headers)).body.token}` }
}

/** A filled form of a unit with nothing that bars its submission, and how to make it: the body of `createForm`. */
export function filledForm(unit: number, projectCode: string): object {
  const record: Form = { ...libraryForm(), fiscalYear: 2024, reading: {} }
  return { unit, fiscalYear: 2024, kind: record.kind, projectCode, from: 'record', record }
}

/** The reasons that go with a submission. */
export function confirmationsFor(form: Form): readonly { readonly finding: string; readonly reason: string }[] {
  return check(form, choosePolicy(form).policy)
    .findings.filter(({ severity }) => severity === 'warning')
    .map((finding) => ({ finding: confirmationKey(finding), reason: '已核对，按批复执行' }))
}
