import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { ApiProblem, call } from '../client.ts'
import type { Me } from '../current.tsx'
import { focusAtFirst } from '../parts/focus.ts'

/** Whoever came with an initial password chooses their own before anything else. */
export function FirstPassword({ me }: { me: Me }) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const password = String(fields.get('password'))
    if (password !== String(fields.get('again'))) return setProblem(commonTexts.passwordsDiffer)
    try {
      await call('POST', '/api/account/password', { body: { current: String(fields.get('old')), password } })
      await queries.invalidateQueries()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
    }
  }
  return (
    <main className="door">
      <form className="door-card" onSubmit={change}>
        <h1>{shellTexts.chooseOwnPassword}</h1>
        <p className="soft">{shellTexts.chooseOwnPasswordWhy(me.account.name)}</p>
        <input type="text" name="login" value={me.account.login} autoComplete="username" readOnly hidden />
        <label>
          {commonTexts.firstPassword}
          <input name="old" type="password" required ref={focusAtFirst} autoComplete="current-password" />
        </label>
        <label>
          {commonTexts.newPassword}
          <input name="password" type="password" required minLength={10} autoComplete="new-password" />
        </label>
        <label>
          {commonTexts.again}
          <input name="again" type="password" required autoComplete="new-password" />
        </label>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary">
          {shellTexts.changed}
        </button>
      </form>
    </main>
  )
}
