import { describe, expect, test } from 'vitest'
import { emptyForm, type Form } from '#engine'
import { activeDoc, docsOf, emptySession, reduceSession, type Session, type SessionAction } from './session.ts'

const form = (title: string): Form => ({ ...emptyForm('department-self-evaluation'), title })

function after(...actions: readonly SessionAction[]): Session {
  let next = 0
  const docs = docsOf('表.xlsx', [form('甲'), form('乙')], [], () => `d${next++}`)
  return [{ do: 'open', docs } as const, ...actions].reduce(reduceSession, emptySession)
}

const titleAfter = (...actions: readonly SessionAction[]) => activeDoc(after(...actions))?.present.title
const change = (title: string): SessionAction => ({ do: 'change', form: form(title), label: `改为${title}` })

describe('the session', () => {
  test('opens every form of a file and shows the first', () => {
    expect(after().docs.map((doc) => doc.present.title)).toEqual(['甲', '乙'])
    expect(titleAfter()).toBe('甲')
  })

  test('undo and redo walk without end', () => {
    const changes = Array.from({ length: 500 }, (_, i) => change(String(i)))
    const undo = Array.from({ length: 500 }, () => ({ do: 'undo' }) as const)
    expect(titleAfter(...changes)).toBe('499')
    expect(titleAfter(...changes, ...undo)).toBe('甲')
    expect(titleAfter(...changes, ...undo, { do: 'redo' }, { do: 'redo' })).toBe('1')
  })

  test('undo at the beginning and redo at the end change nothing', () => {
    expect(titleAfter({ do: 'undo' })).toBe('甲')
    expect(titleAfter(change('丙'), { do: 'redo' })).toBe('丙')
  })

  test('a change after an undo drops what was undone', () => {
    expect(titleAfter(change('丙'), { do: 'undo' }, change('丁'), { do: 'redo' })).toBe('丁')
  })

  test('each form keeps its own history', () => {
    const session = after(change('丙'), { do: 'activate', id: 'd1' }, change('丁'), { do: 'undo' })
    expect(session.docs.map((doc) => doc.present.title)).toEqual(['丙', '乙'])
  })

  test('closing the form on the table shows its neighbour, closing the last one shows none', () => {
    expect(titleAfter({ do: 'close', id: 'd0' })).toBe('乙')
    expect(titleAfter({ do: 'close', id: 'd0' }, { do: 'close', id: 'd1' })).toBeUndefined()
  })
})
