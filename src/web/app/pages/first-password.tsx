import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
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
    if (password !== String(fields.get('again'))) return setProblem('两次输入的密码不一样。')
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
        <h1>换成自己的密码</h1>
        <p className="soft">{me.account.name}，现在用的是初始密码。换好以后，只有您自己知道它。</p>
        <input type="text" name="login" value={me.account.login} autoComplete="username" readOnly hidden />
        <label>
          初始密码
          <input name="old" type="password" required ref={focusAtFirst} autoComplete="current-password" />
        </label>
        <label>
          新密码（至少 10 个字符）
          <input name="password" type="password" required minLength={10} autoComplete="new-password" />
        </label>
        <label>
          再输一次
          <input name="again" type="password" required autoComplete="new-password" />
        </label>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary">
          换好
        </button>
      </form>
    </main>
  )
}
