import { DISCLOSURE } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isBlank } from '../facts/words.ts'
import type { Found, Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const personalData: Rule = {
  id: 'personal-data',
  code: 'R28',
  title: '拟公开的表不应带个人姓名和电话',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '自评表随决算公开。经办人姓名、手机号、身份证号公开出去就收不回来。',
  basis: { ...DISCLOSURE, clause: '公开前去除联系人姓名和电话' },

  checkRow({ row, i, at }) {
    return privateIn(`${at}/reason`, `第 ${i + 1} 行原因`, row.reason)
  },

  *check({ form }) {
    const named: (readonly [string, string])[] = []
    if (!isBlank(form.contact.name)) named.push(['/contact/name', '姓名'])
    if (!isBlank(form.contact.phone)) named.push(['/contact/phone', '电话'])
    if (named.length > 0) {
      yield {
        at: named.map(([at]) => at),
        message: `联系人栏写有${named.map(([, title]) => title).join('和')}，这张表要对外公开。`,
        advice: '报送的一份保留；公开前删去姓名和电话，或只留办公电话。',
      }
    }
    const { goals, conclusion } = form
    for (const found of [
      privateIn('/goals/expected', '预期目标', goals.expected),
      privateIn('/goals/actual', '实际完成情况', goals.actual),
      privateIn('/conclusion', '结论', conclusion),
    ])
      if (found) yield found
  },

  examples: {
    valid: { 没有联系人: soundForm(), 横线不算: soundForm({ 'contact.name': '—' }) },
    invalid: {
      有姓名: { form: soundForm({ 'contact.name': '（姓名）' }), at: ['/contact/name'] },
      结论里有号码: {
        form: soundForm({ conclusion: `自评为优。联系电话 1${'3'.repeat(2)}${'0'.repeat(8)}。` }),
        at: ['/conclusion'],
      },
    },
  },
}

/** A mobile number, or an identity number, not inside a longer run of digits. */
const PRIVATE = /(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/

function privateIn(at: string, place: string, text: string | null): Found | undefined {
  const digits = PRIVATE.exec(text ?? '')?.[0]
  if (!digits) return undefined
  return {
    at: [at],
    message: `${place}里有像${digits.length > 11 ? '身份证号' : '手机号'}的一串数字（${digits.slice(0, 3)}……${digits.slice(-2)}）。`,
    advice: '核对这串数字；确是个人信息的，公开前删去。',
  }
}
