import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOidc } from '../../src/server/api/oidc-client.ts'
import { oidcSettingsFrom } from '../../src/server/oidc-settings.ts'
import { harnessOn, PASSWORD, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const CLIENT = { id: 'jiheng', secret: '只在测试里用' }
const REDIRECT = 'http://127.0.0.1:8080/oidc'
const login = () => `p-${randomUUID().slice(0, 12)}`

/** A small identity provider on loopback: discovery, keys, tokens. What it signs can be bent to be wrong. */
function provider() {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const forged = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { subject: string; nonce: string; challenge: string }>()
  const bend = { nonce: undefined as string | undefined, audience: CLIENT.id, isForged: false }
  let issuer = ''
  const jwt = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`
    const { privateKey } = bend.isForged ? forged : keys
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }
  const token = async (request: IncomingMessage) => {
    let text = ''
    for await (const part of request) text += part
    const sent = new URLSearchParams(text)
    const known = codes.get(sent.get('code') ?? '')
    codes.delete(sent.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight =
      known?.challenge === challenge &&
      sent.get('client_id') === CLIENT.id &&
      sent.get('client_secret') === CLIENT.secret &&
      sent.get('redirect_uri') === REDIRECT
    if (!known || !isRight) return { status: 400, body: { error: 'invalid_grant' } }
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      sub: known.subject,
      aud: bend.audience,
      iat: now,
      exp: now + 60,
      nonce: bend.nonce ?? known.nonce,
    }
    return { status: 200, body: { access_token: 'a', token_type: 'bearer', expires_in: 60, id_token: jwt(claims) } }
  }
  const server: Server = createServer(async (request, response) => {
    const answers: Record<string, () => Promise<{ status: number; body: object }>> = {
      '/.well-known/openid-configuration': async () => ({
        status: 200,
        body: {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['RS256'],
        },
      }),
      '/keys': async () => ({
        status: 200,
        body: { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] },
      }),
      '/token': () => token(request),
    }
    const { status, body } = (await answers[request.url ?? '']?.()) ?? { status: 404, body: {} }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  return {
    bend,
    server,
    listen: () =>
      new Promise<string>((resolve) =>
        server.listen(0, '127.0.0.1', () => {
          issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
          resolve(issuer)
        }),
      ),
    /** Somebody signs in at the page the browser was sent to; gives what stands behind the question mark on the way back. */
    signIn(address: string, subject: string): string {
      const asked = new URL(address).searchParams
      const code = randomUUID()
      codes.set(code, { subject, nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' })
      return new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()
    },
  }
}

describe.each(STORES)('signing in by an identity provider on $name', (store) => {
  const { isThere } = store
  const idp = provider()
  let issuer = ''
  // Known only when the provider listens: handed in as one that looks it up.
  let opened: ReturnType<typeof openOidc> | undefined
  const oidc: ReturnType<typeof openOidc> = {
    get issuer() {
      return opened?.issuer ?? ''
    },
    addressFor: (asked) => opened?.addressFor(asked) ?? Promise.reject(new Error('not open')),
    subjectOf: (answer, asked) => opened?.subjectOf(answer, asked) ?? Promise.reject(new Error('not open')),
  }
  const { clock, send, signedIn, logOf } = harnessOn(store, { oidc })
  beforeAll(async () => {
    issuer = await idp.listen()
    const settings = oidcSettingsFrom({
      JIHENG_OIDC_ISSUER: issuer,
      JIHENG_OIDC_CLIENT_ID: CLIENT.id,
      JIHENG_OIDC_CLIENT_SECRET: CLIENT.secret,
      JIHENG_OIDC_REDIRECT: REDIRECT,
    })
    if (settings) opened = openOidc(settings)
  })
  afterAll(() => idp.server.close())

  const start = async () => (await send('POST', '/api/oidc/start')).body as { url: string; secret: string }
  const finish = (secret: string, answer?: string, code?: string) =>
    send('POST', '/api/oidc/session', { secret, ...(answer ? { answer } : {}), ...(code ? { code } : {}) })
  /** Somebody whose account is bound to the subject of this name by their own hand. */
  async function bound(subject: string) {
    const who = await signedIn(login(), [['auditor', 0]])
    const begun = await send('POST', '/api/account/oidc', { password: PASSWORD }, who.headers)
    const answer = idp.signIn(begun.body.url, subject)
    const done = await send('POST', '/api/account/oidc/claim', { secret: begun.body.secret, answer }, who.headers)
    expect(done.status).toBe(201)
    return who
  }

  test.skipIf(!isThere)('somebody binds the own account, and is then let in by the provider', async () => {
    expect((await send('GET', '/api/oidc')).body).toEqual({ isConfigured: true })
    const who = await bound('zhou')
    const { url, secret } = await start()
    const asked = new URL(url).searchParams
    expect([asked.get('code_challenge_method'), asked.get('response_type'), asked.get('scope')]).toEqual([
      'S256',
      'code',
      'openid',
    ])
    expect(url).not.toContain(secret)
    const signed = await finish(secret, idp.signIn(url, 'zhou'))
    expect(signed.status).toBe(201)
    const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect((await send('GET', '/api/session', undefined, { cookie })).body.account.id).toBe(who.id)
    expect(await logOf(0)).toContain('bindOidc')
    expect((await send('DELETE', '/api/account/oidc', undefined, who.headers)).status).toBe(200)
    const again = await start()
    expect((await finish(again.secret, idp.signIn(again.url, 'zhou'))).status).toBe(403)
  })

  test.skipIf(!isThere)('nobody gets an account by signing in there: one must be bound, and to one only', async () => {
    const { url, secret } = await start()
    const stranger = await finish(secret, idp.signIn(url, 'stranger'))
    expect([stranger.status, stranger.body.detail]).toEqual([
      403,
      '这个身份没有绑定可用的账号。请先用密码登录后绑定，或请管理员绑定。',
    ])
    await bound('li')
    const second = await signedIn(login(), [['auditor', 0]])
    const begun = (await send('POST', '/api/account/oidc', { password: PASSWORD }, second.headers)).body
    const claim = { secret: begun.secret, answer: idp.signIn(begun.url, 'li') }
    expect((await send('POST', '/api/account/oidc/claim', claim, second.headers)).status).toBe(409)
    expect((await send('POST', '/api/account/oidc', { password: '不对' }, second.headers)).status).toBe(403)
  })

  test.skipIf(!isThere)('an administrator binds by the subject, and a closed account stays closed', async () => {
    const boss = await signedIn(login(), [['administrator', 0]])
    const who = await signedIn(login(), [['auditor', 0]])
    const at = `/api/bureaus/${REGION}/accounts/${who.id}`
    const changed = await send('PATCH', at, { oidcSubject: 'wu' }, boss.headers)
    expect(changed.body).toMatchObject({ isBoundToOidc: true })
    const first = await start()
    expect((await finish(first.secret, idp.signIn(first.url, 'wu'))).status).toBe(201)
    await send('PATCH', at, { isDisabled: true }, boss.headers)
    const second = await start()
    expect((await finish(second.secret, idp.signIn(second.url, 'wu'))).status).toBe(403)
  })

  test.skipIf(!isThere)('an account can be made for the provider alone, without a password', async () => {
    const boss = await signedIn(login(), [['administrator', 0]])
    const accounts = `/api/bureaus/${REGION}/accounts`
    const body = { login: login(), name: '王九', oidcSubject: 'wang' }
    const made = await send('POST', accounts, body, boss.headers)
    expect([made.status, made.body.initialPassword]).toEqual([201, null])
    expect((await send('POST', accounts, { ...body, login: login() }, boss.headers)).status).toBe(409)
    const { url, secret } = await start()
    const signed = await finish(secret, idp.signIn(url, 'wang'))
    const own = {
      cookie: (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
      'x-csrf-token': signed.body.csrf as string,
    }
    expect((await send('GET', '/api/session', undefined, own)).body.needs).toEqual([])
    expect((await send('GET', '/api/account', undefined, own)).body).toMatchObject({
      hasPassword: false,
      isBoundToOidc: true,
    })
    expect((await send('DELETE', '/api/account/oidc', undefined, own)).status).toBe(409)
    expect((await send('POST', '/api/session', { login: body.login, password: '' })).status).toBe(401)
  })

  test.skipIf(!isThere)('an answer counts once, for the page that asked, in its time', async () => {
    await bound('sun')
    const one = await start()
    const two = await start()
    const answer = idp.signIn(one.url, 'sun')
    // Slipped to another page: the state is not its own.
    expect((await finish(two.secret, answer)).status).toBe(403)
    expect((await finish('x'.repeat(43), answer)).status).toBe(409)
    expect((await finish(one.secret, answer)).status).toBe(201)
    expect((await finish(one.secret, answer)).status).toBe(409)
    const late = await start()
    clock.now += 11 * 60_000
    expect((await finish(late.secret, idp.signIn(late.url, 'sun'))).status).toBe(409)
    const begun = await start()
    const own = await signedIn(login(), [['auditor', 0]])
    const claim = { secret: begun.secret, answer: idp.signIn(begun.url, 'new') }
    expect((await send('POST', '/api/account/oidc/claim', claim, own.headers)).status).toBe(409)
  })

  test.skipIf(!isThere)('an identity with a wrong nonce, audience or signature proves nothing', async () => {
    await bound('zheng')
    const tryIt = async () => {
      const { url, secret } = await start()
      return (await finish(secret, idp.signIn(url, 'zheng'))).status
    }
    const right = { nonce: undefined, audience: CLIENT.id, isForged: false }
    expect(await tryIt()).toBe(201)
    for (const wrong of [{ nonce: 'other' }, { audience: 'another-client' }]) {
      Object.assign(idp.bend, wrong)
      expect([wrong, await tryIt()]).toEqual([wrong, 403])
      Object.assign(idp.bend, right)
    }
    const { url, secret } = await start()
    const tampered = new URLSearchParams(idp.signIn(url, 'zheng'))
    tampered.set('code', randomUUID())
    expect((await finish(secret, tampered.toString())).status).toBe(403)
  })

  test.skipIf(!isThere)('a device that is enrolled is asked for here too', async () => {
    const who = await bound('feng')
    const { secret } = (await send('POST', '/api/account/totp', { password: PASSWORD }, who.headers)).body
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const code = () => totp.generate({ timestamp: clock.now })
    await send('POST', '/api/account/totp/confirmation', { code: code() }, who.headers)
    clock.now += 60_000
    const begun = await start()
    const asked = await finish(begun.secret, idp.signIn(begun.url, 'feng'))
    expect([asked.status, asked.body.needs]).toEqual([401, 'code'])
    expect((await finish(begun.secret, undefined, '000000')).status).toBe(401)
    expect((await finish(begun.secret, undefined, code())).status).toBe(201)
    expect((await finish(begun.secret, undefined, code())).status).toBe(409)
  })
})

test('settings of a provider are all there or none; plain http is for the own machine', () => {
  const all = {
    JIHENG_OIDC_ISSUER: 'https://id.example.org',
    JIHENG_OIDC_CLIENT_ID: 'a',
    JIHENG_OIDC_CLIENT_SECRET: 'b',
    JIHENG_OIDC_REDIRECT: 'http://jixiao.example.org/oidc',
  }
  expect(oidcSettingsFrom({})).toBeUndefined()
  expect(oidcSettingsFrom(all)?.issuer.href).toBe('https://id.example.org/')
  expect(() => oidcSettingsFrom({ ...all, JIHENG_OIDC_CLIENT_SECRET: '' })).toThrow(
    '还差设置：JIHENG_OIDC_CLIENT_SECRET',
  )
  expect(() => oidcSettingsFrom({ ...all, JIHENG_OIDC_ISSUER: 'http://id.example.org' })).toThrow('要用 https')
  expect(() => oidcSettingsFrom({ ...all, JIHENG_OIDC_ISSUER: 'id' })).toThrow('不是网址')
})
