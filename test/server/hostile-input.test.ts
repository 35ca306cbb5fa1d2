import { describe, expect, test } from 'vitest'
import { FORMS, harnessOn, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const BUREAU = `/api/bureaus/${REGION}`
const NESTED = 100_000

describe.each(STORES)('what no store can keep, on $name', (store) => {
  const { isThere } = store
  const { app, send, person, makeForm } = harnessOn(store)
  const sendText = async (method: string, path: string, text: string, headers: Readonly<Record<string, string>>) => {
    const length = { 'content-length': String(Buffer.byteLength(text)) }
    const response = await app().request(path, { method, headers: { ...length, ...headers }, body: text })
    return { status: response.status, detail: ((await response.json()) as { detail?: string }).detail }
  }

  test.skipIf(!isThere)('is told as such, wherever it stands', async () => {
    const clerk = await person('clerk', 31)
    const admin = await person('administrator', 0)
    const { id } = await makeForm(clerk, 31)
    for (const text of ['甲\u0000乙', '甲\ud83d乙']) {
      const edits = [{ at: '/title', to: text }]
      const title = await send('PATCH', `${FORMS}/${id}`, { base: 1, edits }, clerk)
      expect([title.status, title.body.detail]).toEqual([400, '文字里有存不了的字符（空字符或半个字），请删去再试。'])
      const key = [{ at: `/reading/${text}`, to: { status: 'literal' } }]
      expect((await send('PATCH', `${FORMS}/${id}`, { base: 1, edits: key }, clerk)).status).toBe(400)
      const comment = { place: '/title', text }
      expect((await send('POST', `${FORMS}/${id}/comments`, comment, clerk)).status).toBe(400)
      expect((await send('POST', '/api/session', { login: `x${text}`, password: 'x' })).status).toBe(400)
      const unit = { id: 77, name: text, fromYear: 2020 }
      expect((await send('POST', `${BUREAU}/units`, unit, admin)).status).toBe(400)
    }
    for (const path of [`${FORMS}?text=%00`, `${BUREAU}/units?text=%00`, `${BUREAU}/accounts?text=a%00`])
      expect((await send('GET', path, undefined, admin)).status).toBe(400)
    const attachment = await sendText('POST', `${FORMS}/${id}/attachments?name=%00.txt`, '说明', clerk)
    expect(attachment.status).toBe(400)
    expect((await send('GET', `${FORMS}/${id}`, undefined, clerk)).body.version).toBe(1)
  })

  test.skipIf(!isThere)('is told of a depth that would end the stack and of a number without end', async () => {
    const clerk = await person('clerk', 32)
    const { id } = await makeForm(clerk, 32)
    const patch = (to: string) =>
      sendText('PATCH', `${FORMS}/${id}`, `{"base":1,"edits":[{"at":"/title","to":${to}}]}`, clerk)
    expect(await patch('['.repeat(NESTED) + ']'.repeat(NESTED))).toEqual({
      status: 400,
      detail: '内容套得太深，超过 64 层。',
    })
    expect((await patch(`${'{"a":'.repeat(NESTED)}1${'}'.repeat(NESTED)}`)).status).toBe(400)
    const score = '{"base":1,"edits":[{"at":"/total/score","to":1e999}]}'
    expect(await sendText('PATCH', `${FORMS}/${id}`, score, clerk)).toEqual({
      status: 400,
      detail: '有一个数太大，存不了。',
    })
  })

  test.skipIf(!isThere)('is told of a number of a unit that no unit can have', async () => {
    const admin = await person('administrator', 0)
    for (const path of [
      `${FORMS}?unit=99999999999`,
      `${BUREAU}/log?unit=99999999999`,
      `${BUREAU}/log?unit=0&after=1e12`,
    ])
      expect([path, (await send('GET', path, undefined, admin)).status]).toEqual([path, 400])
    expect((await send('GET', `${BUREAU}/roles?unit=99999999999`, undefined, admin)).status).toBe(400)
  })

  test.skipIf(!isThere)('an edit of a place that is not there is declined, not dropped', async () => {
    const clerk = await person('clerk', 33)
    const { id } = await makeForm(clerk, 33)
    for (const at of [
      '/indicators/999/name',
      '/indicators/-',
      '/indicators/00/name',
      '/__proto__/x',
      '/reading/__proto__',
    ]) {
      const edits = [
        { at: '/title', to: '改过的标题' },
        { at, to: '甲' },
      ]
      const { status, body } = await send('PATCH', `${FORMS}/${id}`, { base: 1, edits }, clerk)
      expect([at, status, body.detail]).toEqual([at, 422, `这张表上没有这一处：${at}。没有保存，请重新打开再改。`])
    }
    expect((await send('GET', `${FORMS}/${id}`, undefined, clerk)).body.version).toBe(1)
  })
})
