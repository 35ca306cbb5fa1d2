/// <reference lib="dom" />
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildMissing } from '../../scripts/prepare.mjs'
import { STORES } from '../server/store/stores.ts'
import { findChromium, launch } from './browser.ts'
import { openTown, PASSWORD, type Town } from './town.ts'

const chromium = findChromium()
const [embedded] = STORES

/** A provider on loopback that vouches for `subject` at once and sends the browser back to `back`. */
function provider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { nonce: string; challenge: string }>()
  const state = { subject: 'zhou', back: '', issuer: '' }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const idToken = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: state.issuer, sub: state.subject, aud: 'jiheng', iat: now, exp: now + 60, nonce }
    const text = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', state.issuer)
    const json = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const at = (path: string) => `${state.issuer}${path}`
    if (pathname === '/.well-known/openid-configuration')
      return json({
        issuer: state.issuer,
        authorization_endpoint: at('/authorize'),
        token_endpoint: at('/token'),
        jwks_uri: at('/keys'),
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (pathname === '/keys')
      return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] })
    if (pathname === '/authorize') {
      const code = randomUUID()
      codes.set(code, { nonce: searchParams.get('nonce') ?? '', challenge: searchParams.get('code_challenge') ?? '' })
      const answer = new URLSearchParams({ code, state: searchParams.get('state') ?? '' })
      return response.writeHead(302, { location: `${state.back}?${answer}` }).end()
    }
    let text = ''
    for await (const piece of request) text += piece
    const sent = new URLSearchParams(text)
    const known = codes.get(sent.get('code') ?? '')
    codes.delete(sent.get('code') ?? '')
    const verifier = sent.get('code_verifier') ?? ''
    if (known?.challenge !== createHash('sha256').update(verifier).digest('base64url'))
      return json({ error: 'invalid_grant' }, 400)
    return json({ access_token: 'a', token_type: 'bearer', expires_in: 60, id_token: idToken(known.nonce) })
  })
  return { state, server }
}

describe.skipIf(!chromium)('the identity provider in a real browser', () => {
  const { state, server } = provider()
  let town: Town
  let browser: Browser
  beforeAll(async () => {
    buildMissing()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    state.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    if (!embedded) throw new Error('no store')
    town = await openTown(await embedded.open(), 2, {
      JIHENG_OIDC_ISSUER: state.issuer,
      JIHENG_OIDC_CLIENT_ID: 'jiheng',
      JIHENG_OIDC_CLIENT_SECRET: '只在测试里用',
      JIHENG_OIDC_REDIRECT: 'http://127.0.0.1:8080/app',
    })
    // The port is known only now; the provider sends the browser there whatever the settings said.
    state.back = `${town.serving.url}app`
    browser = await launch(chromium ?? '')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await town?.close()
    server.close()
  }, 60_000)
  const visit = async (): Promise<Page> => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${town.serving.url}app`)
    return page
  }

  test('an account is bound from within and then opened without a password; an answer begun elsewhere opens nothing', async () => {
    const stranger = await visit()
    await stranger.getByRole('button', { name: '用统一身份认证登录' }).click()
    await stranger.getByText('这个身份没有绑定可用的账号').waitFor()
    await stranger.getByRole('button', { name: '回到登录' }).click()
    await stranger.getByLabel('登录名').waitFor()
    expect(new URL(stranger.url()).search).toBe('')

    const page = await visit()
    await page.getByLabel('登录名').fill('jingban2')
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.locator('.shell').waitFor()
    await page.evaluate(() => {
      location.hash = '#/account'
    })
    await page.getByRole('button', { name: '绑定', exact: true }).click()
    await page.getByLabel('现在的密码').fill(PASSWORD)
    await page.getByRole('button', { name: '去认证' }).click()
    await page.getByText('已绑定，可以用统一身份认证登录').waitFor()
    expect(new URL(page.url()).search).toBe('')

    const again = await visit()
    await again.getByRole('button', { name: '用统一身份认证登录' }).click()
    await again.locator('.shell').waitFor()
    await again.getByRole('button', { name: '周岩' }).waitFor()

    const victim = await visit()
    await victim.goto(`${town.serving.url}app?code=x&state=y`)
    await victim.getByText('这次登录不是从这个页面开始的').waitFor()
  }, 120_000)
})
