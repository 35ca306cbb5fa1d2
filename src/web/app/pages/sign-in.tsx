import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { chooseLanguage } from '../../texts/language.ts'
import { shellTexts } from '../../texts/shell.ts'
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
        <h1>{commonTexts.brand}</h1>
        <p className="soft">{isAgain ? shellTexts.sessionEnded : shellTexts.tagline}</p>
        <label>
          {commonTexts.login}
          <input name="login" autoComplete="username" required ref={focusAtFirst} />
        </label>
        <label>
          {commonTexts.password}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {needsCode && (
          <label>
            {commonTexts.totpOrRecovery}
            <input name="code" inputMode="numeric" autoComplete="one-time-code" required ref={focusAtFirst} />
          </label>
        )}
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? shellTexts.signingIn : commonTexts.signIn}
        </button>
        {hasOidc && (
          <button type="button" disabled={isBusy} onClick={() => void throughProvider()}>
            {shellTexts.signInByOidc}
          </button>
        )}
        <p className="door-links">
          {state.data?.isSetUp === false && (
            <button type="button" className="link" onClick={setUp}>
              {shellTexts.firstUseCreate}
            </button>
          )}
          <a href="./">{shellTexts.checkOnly}</a>
          {!isAgain && (
            <button type="button" className="link" onClick={() => chooseLanguage(shellTexts.other)}>
              {shellTexts.otherLanguage}
            </button>
          )}
        </p>
      </form>
    </main>
  )
}
