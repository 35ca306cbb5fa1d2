import type { Problem, Source } from '#engine'
import { MAX_PROBLEMS } from './limits.ts'

/** Notes one thing a reader could not take, in Chinese, with its place when it has one. */
export type Tell = (message: string, source?: Source) => void

/** Collects problems; beyond MAX_PROBLEMS they are only counted, so a bad file cannot flood the reader. */
export function collectProblems(): { readonly tell: Tell; readonly all: () => readonly Problem[] } {
  const problems: Problem[] = []
  let more = 0
  return {
    tell(message, source) {
      if (problems.length >= MAX_PROBLEMS) more += 1
      else problems.push(source ? { message, source } : { message })
    },
    all() {
      return more === 0 ? problems : [...problems, { message: `另有 ${more} 处同类问题没有列出。` }]
    },
  }
}
