import { expect, test } from 'vitest'
import { emptyForm, type Form } from '#engine'
import { insertIndicator, moveIndicator, removeIndicator } from './rows.ts'

const form: Form = {
  ...emptyForm('department-self-evaluation'),
  indicators: ['甲', '乙', '丙'].map((name) => ({
    level1: '产出指标',
    level1Weight: 50,
    level2: '数量指标',
    name,
    target: null,
    actual: null,
    weight: 5,
    score: 5,
    reason: null,
  })),
  reading: {
    '/title': { status: 'repaired', raw: '标题' },
    '/indicators': { status: 'missing' },
    '/indicators/1/name': { status: 'doubtful', raw: '乙的原文' },
    '/indicators/2/name': { status: 'repaired', raw: '丙的原文' },
  },
}

const names = ({ indicators }: Form) => indicators.map(({ name }) => name)
const rawOf = ({ reading }: Form, at: number) => reading[`/indicators/${at}/name`]?.raw

test('a new row stands below, blank, in the same levels, and what was seen of the others moves with them', () => {
  const changed = insertIndicator(form, 0)
  expect(names(changed)).toEqual(['甲', null, '乙', '丙'])
  expect(changed.indicators[1]).toMatchObject({
    level1: '产出指标',
    level1Weight: 50,
    level2: '数量指标',
    weight: null,
  })
  expect([1, 2, 3].map((at) => rawOf(changed, at))).toEqual([undefined, '乙的原文', '丙的原文'])
  expect(Object.keys(changed.reading)).toContain('/title')
  expect(Object.keys(changed.reading)).toContain('/indicators')
})

test('a removed row takes with it what was seen of it', () => {
  const changed = removeIndicator(form, 1)
  expect(names(changed)).toEqual(['甲', '丙'])
  expect(rawOf(changed, 1)).toBe('丙的原文')
})

test('a row changes places with its neighbour, and stays at the edge', () => {
  const changed = moveIndicator(form, 1, 1)
  expect(names(changed)).toEqual(['甲', '丙', '乙'])
  expect(rawOf(changed, 2)).toBe('乙的原文')
  expect(moveIndicator(form, 2, 1)).toBe(form)
  expect(moveIndicator(form, 0, -1)).toBe(form)
})
