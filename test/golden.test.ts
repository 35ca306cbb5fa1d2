import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readForms } from '#documents'
import { check, choosePolicy, score } from '#engine'

const file = (name: string): URL => new URL(`fixtures/golden/${name}`, import.meta.url)
const json = (name: string): unknown => JSON.parse(readFileSync(file(name), 'utf8'))
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** The public contract on one small invented form: a change here is a change that users notice and CHANGELOG names. */
async function golden() {
  const form = (await readForms(new Uint8Array(readFileSync(file('form.txt'))))).forms[0]
  if (!form) throw new Error('no form')
  return { form, ...choosePolicy(form) }
}

test('the record stands as published', async () => {
  expect(plain((await golden()).form)).toEqual(json('read.json'))
})

test('the check stands as published', async () => {
  const { form, policy, note } = await golden()
  const { findings, summary, score } = check(form, policy)
  expect(plain({ file: 'form.txt', form, score: { ...score, note }, findings, summary })).toEqual(json('check.json'))
})

test('the score stands as published', async () => {
  const { form, policy, note } = await golden()
  expect(plain({ ...score(form, policy, {}), note })).toEqual(json('score.json'))
})
