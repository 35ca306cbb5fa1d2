import type { Form } from '#engine'
import { decodeText } from './decode-text.ts'
import type { FormsResult } from './formats.ts'
import { collectProblems } from './problems.ts'
import { parseForm } from './schema.ts'

/** The record of the public contract, one or an array of them. A record that does not fit is told, not mended. */
export function read(bytes: Uint8Array): FormsResult {
  const problems = collectProblems()
  const json = parseJson(decodeText(bytes, problems.tell).replace(/^\uFEFF/, ''))
  if (json === undefined) problems.tell('JSON 记录不完整或已损坏，读不出。请重新导出后再试。')

  const forms: Form[] = []
  for (const record of Array.isArray(json) ? json : json === undefined ? [] : [json]) {
    const result = parseForm(record)
    if ('form' in result) forms.push(result.form)
    else for (const problem of result.problems) problems.tell(`JSON 记录不合 jiheng/form.v1：${problem}`)
  }
  return { forms, problems: problems.all() }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // JSON has no other way to say that a text is none.
    return undefined
  }
}
