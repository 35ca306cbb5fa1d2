import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem, call, rememberCsrf } from '../client.ts'
import { goToProvider } from '../oidc.ts'
import { focusAtFirst } from '../parts/focus.ts'
import { useHasOidc } from '../parts/use-has-oidc.ts'

type SignInProps = {
  readonly setUp: () => void
  /** The session ended while somebody was at work, and what they were doing stands behind this. */
  readonly isAgain?: boolean
}

/** Signing in, with the code of a second factor where the account has one. */
export function SignIn({ setUp, isAgain = false }: SignInProps) {
  const queries = useQueryClient()
  const state = useQuery({ queryKey: ['setup'], queryFn: () => call('GET', '/api/setup') })
  const [needsCode, setNeedsCode] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const hasOidc = useHasOidc()
  const throughProvider = async () => {
    setProblem(undefined)
    try {
      await goToProvider('signIn')
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
    }
  }

  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const code = String(fields.get('code') ?? '').trim()
    const body = { login: String(fields.get('login')), password: String(fields.get('password')) }
    setBusy(true)
    setProblem(undefined)
    try {
      const { csrf } = await call('POST', '/api/session', { body: code === '' ? body : { ...body, code } })
      rememberCsrf(csrf)
      await queries.invalidateQueries()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.more.needs === 'code') setNeedsCode(true)
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="door">
      <form className="door-card" onSubmit={signIn}>
        <h1>绩衡</h1>
        <p className="soft">
          {isAgain ? '登录已经结束。再登录一次就接着做，没有保存的内容还在这台电脑上。' : '绩效自评：填报、审核、批复'}
        </p>
        <label>
          登录名
          <input name="login" autoComplete="username" required ref={focusAtFirst} />
        </label>
        <label>
          密码
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {needsCode && (
          <label>
            动态码或恢复码
            <input name="code" inputMode="numeric" autoComplete="one-time-code" required ref={focusAtFirst} />
          </label>
        )}
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? '正在登录…' : '登录'}
        </button>
        {hasOidc && (
          <button type="button" disabled={isBusy} onClick={() => void throughProvider()}>
            用统一身份认证登录
          </button>
        )}
        <p className="door-links">
          {state.data?.isSetUp === false && (
            <button type="button" className="link" onClick={setUp}>
              首次使用：建管理员
            </button>
          )}
          <a href="./">不登录，只校核一张表</a>
        </p>
      </form>
    </main>
  )
}
