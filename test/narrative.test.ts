import { describe, expect, test } from 'vitest'
import { claimsIn, countsIn } from '../src/engine/narrative/claims.ts'
import { goalItems } from '../src/engine/narrative/goal-items.ts'
import { matchGoals } from '../src/engine/narrative/goal-matches.ts'
import { goalClashes, rowClashes } from '../src/engine/narrative/narrative-matches.ts'
import { remembered } from '../src/engine/narrative/remembered.ts'
import { bigramsOf, coreOf, findNames, indexNames } from '../src/engine/narrative/similarity.ts'
import { soundForm } from '../src/engine/rules/sound-form.ts'

describe('goals are split where their numbers stand', () => {
  test.each([
    ['dots', '1.办讲座4场；2.购图书300册。', [1, 2], 0],
    ['full-width stops and colons', '目标1：办讲座4场。目标2：购图书300册。', [1, 2], 0],
    ['commas of the list', '1、办讲座4场；2、购图书300册', [1, 2], 0],
    ['decimals are no numbers of goals', '1.投入2.5万元购图书。2.办讲座4场。', [1, 2], 0],
    ['a head that is cut counts as one of the lost', '能力培训班1期。4.办讲座4场。5.购图书300册。', [null, 4, 5], 2],
    ['nothing stands before the first number', '4.办讲座4场。5.购图书300册。', [4, 5], 3],
    ['sentences where no numbers stand', '办讲座4场；购图书300册。', [null, null], 0],
    ['a blank cell', '', [], 0],
  ] as const)('%s', (_, text, numbers, lost) => {
    const goals = goalItems(text)
    expect(goals.items.map(({ number }) => number)).toEqual(numbers)
    expect(goals.lostBefore).toBe(lost)
  })

  test('a last goal without an end is cut', () => {
    expect(goalItems('1.办讲座4场。2.建设社').items.map(({ isCut }) => isCut)).toEqual([false, true])
    expect(goalItems('1.办讲座4场。2.建设社区分馆').items.at(-1)?.isCut).toBe(true)
    expect(goalItems('1.办讲座4场。2.建设社区分馆2个').items.at(-1)?.isCut).toBe(false)
  })
})

describe('a number belongs to its clause', () => {
  test.each([
    ['before it', '组织读书会12场', '读书会'],
    ['before it, with a linking word', '参与人数达到1500人次', '参与'],
    ['behind it where nothing stands before', '完成3处书库改造', '书库改造'],
    ['behind an earlier number', '投入13万元改造书库2处', '改造书库'],
    ['without the number of the goal', '2.组织读书会12场', '读书会'],
  ])('%s', (_, text, core) => {
    expect(claimsIn(text).at(-1)?.core).toBe(core)
  })

  test('words behind the number bound it', () => {
    expect(claimsIn('举办讲座5场次以上')[0]?.operator).toBe('≥')
    expect(claimsIn('举办讲座5场以内')[0]?.operator).toBe('≤')
    expect(claimsIn('举办讲座5场')[0]?.operator).toBeNull()
  })

  test('a unit may go on behind what was taken for it, and then is another', () => {
    const [claim] = claimsIn('培训80人次')
    expect(claim && countsIn(claim, '人次')).toBe(true)
    expect(claim && countsIn(claim, '人')).toBe(false)
  })
})

describe('names are alike by the pairs they share', () => {
  test.each([
    ['组织开展调研督查工作', '调研督查'],
    ['建设“书香驿站”', '书香驿站'],
    ['完成', '完成'],
    ['举办讲座场次', '讲座'],
  ])('%s is about %s', (name, core) => {
    expect(coreOf(name)).toBe(core)
  })

  test('one shared word in a short name is not enough', () => {
    const index = indexNames(['读书活动', '馆员培训', '读书'])
    expect(findNames(index, '读书活动', 0.6).map(({ row }) => row)).toEqual([0])
    expect(findNames(index, '青年读书活动', 0.6).map(({ row }) => row)).toEqual([0])
    expect([...bigramsOf('读书会')]).toEqual(['读书', '书会'])
  })

  test('asking twice gives the same answer', () => {
    const index = indexNames(['读书活动', '馆员培训'])
    expect(findNames(index, '馆员培训', 0.6)).toEqual(findNames(index, '馆员培训', 0.6))
  })
})

test('what is remembered is asked once, and forgotten when full', () => {
  const asked: string[] = []
  const length = remembered((text) => asked.push(text) && text.length, 2)
  expect([length('a'), length('a'), length('bb'), length('ccc'), length('a')]).toEqual([1, 1, 2, 3, 1])
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a'])
})

describe('goals, rows and narrative of a form', () => {
  test('every goal of the sound form has its row', () => {
    expect(matchGoals(soundForm()).claims.map(({ row }) => row)).toEqual([0, 1, 2, 3, 10, 11, 13])
  })

  test('a row is found by the words behind the number', () => {
    const form = soundForm({ 'goals.expected': '1.完成4个社区分馆建设；2.新购纸质图书12000册以上。' })
    expect(matchGoals(form).claims.map(({ row }) => row)).toEqual([3, 1])
  })

  test.each([
    ['the row’s own number is no clash', '举办阅读推广活动50场', []],
    ['another number in the same unit is', '举办阅读推广活动63场', [[0, false]]],
    ['a bound is no count', '举办阅读推广活动40场以上', []],
    ['an average is no count', '馆员人均举办阅读推广活动3场', []],
    ['another unit can’t be compared', '举办阅读推广活动9000人次', []],
    ['a total at hand is told apart', '目前全区共有社区分馆11个', [[3, true]]],
    ['with both numbers the other is of something else', '举办阅读推广活动50场，其中少儿阅读推广活动12场', []],
  ] as const)('%s', (_, actual, clashes) => {
    const found = rowClashes(soundForm({ 'goals.actual': `${actual}。` }))
    expect(found.map(({ row, isStock }) => [row, isStock])).toEqual(clashes)
  })

  test('people planned and households told are a clash, more people are none', () => {
    const goals = { 'goals.expected': '1.上门服务残障读者200人次；2.建成社区分馆4个。' }
    expect(goalClashes(soundForm({ ...goals, 'goals.actual': '上门服务残障读者90户。' }))).toHaveLength(1)
    expect(goalClashes(soundForm({ ...goals, 'goals.actual': '上门服务残障读者260人次。' }))).toEqual([])
  })
})
