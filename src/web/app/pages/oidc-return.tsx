import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { ApiProblem, call } from '../client.ts'
import { leaveReturn, type OidcReturn } from '../oidc.ts'
import { focusAtFirst } from '../parts/focus.ts'

/** The browser has come back from the identity provider: its answer is handed in once; a second factor is asked for if there is one. */
export function OidcReturnPage({ back, done }: { back: OidcReturn; done: () => void }) {
  const { needsCode, problem, isBusy, finish } = useFinish(back, done)
  const leave = () => {
    leaveReturn()
    done()
  }
  const sendCode = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void finish(String(new FormData(event.currentTarget).get('code') ?? '').trim())
  }
  return (
    <main className="door">
      <form className="door-card" onSubmit={sendCode}>
        <h1>{commonTexts.brand}</h1>
        {isBusy && <p role="status">{shellTexts.checkingOidc}</p>}
        {needsCode && (
          <label>
            {commonTexts.totpOrRecovery}
            <input name="code" autoComplete="one-time-code" required ref={focusAtFirst} />
          </label>
        )}
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {needsCode && (
          <button type="submit" className="primary" disabled={isBusy}>
            {commonTexts.signIn}
          </button>
        )}
        {!isBusy && (
          <button type="button" className="link" onClick={leave}>
            {back.purpose === 'claim' ? shellTexts.backToApp : shellTexts.backToSignIn}
          </button>
        )}
      </form>
    </main>
  )
}

function useFinish({ purpose, secret, answer }: OidcReturn, done: () => void) {
  const queries = useQueryClient()
  const [needsCode, setNeedsCode] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(true)
  const hasBegun = useRef(false)
  const finish = async (code?: string) => {
    setBusy(true)
    setProblem(undefined)
    try {
      if (secret === '') throw new ApiProblem(0, 'lost', shellTexts.foreignSignIn)
      // The provider's answer counts once; the code comes without it.
      const body = code === undefined ? { secret, answer } : { secret, code }
      if (purpose === 'signIn') await call('POST', '/api/oidc/session', { body })
      else await call('POST', '/api/account/oidc/claim', { body: { secret, answer } })
      leaveReturn()
      await queries.invalidateQueries()
      done()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.more.needs === 'code') setNeedsCode(true)
      if (error.more.needs !== 'code' || code !== undefined) setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }
  useEffect(() => {
    // Handed in once, whatever is drawn again.
    if (hasBegun.current) return
    hasBegun.current = true
    void finish()
  }, [])
  return { needsCode, problem, isBusy, finish }
}
