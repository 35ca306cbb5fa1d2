import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { ApiProblem, call } from '../client.ts'
import { focusAtFirst } from '../parts/focus.ts'

/** The first start: the bureau and its first administrator, with the code that the server has printed. */
export function SetUp({ done }: { done: () => void }) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '').trim()
    const [login, password] = [text('login'), String(fields.get('password'))]
    if (password !== String(fields.get('again'))) return setProblem(commonTexts.passwordsDiffer)
    setBusy(true)
    setProblem(undefined)
    try {
      const place = { region: Number(text('region')), regionName: text('regionName') }
      await call('POST', '/api/setup', { body: { code: text('code'), login, name: text('name'), password, ...place } })
      await call('POST', '/api/session', { body: { login, password } })
      await queries.invalidateQueries()
      done()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const faults = error.more.faults as readonly { message: string }[] | undefined
      setProblem(faults?.[0]?.message ?? error.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="door">
      <form className="door-card" onSubmit={make}>
        <h1>{shellTexts.firstUse}</h1>
        <p className="soft">{shellTexts.setUpCodeWhere}</p>
        <label>
          {shellTexts.setUpCode}
          <input name="code" required ref={focusAtFirst} autoComplete="off" placeholder="XXXX-XXXX-XXXX" />
        </label>
        <label>
          {shellTexts.bureauName}
          <input name="regionName" required minLength={2} maxLength={80} placeholder={shellTexts.bureauExample} />
        </label>
        <label>
          {shellTexts.regionCode}
          <input
            name="region"
            required
            inputMode="numeric"
            pattern="[0-9]{1,9}"
            placeholder={shellTexts.regionExample}
          />
        </label>
        <label>
          {shellTexts.administratorName}
          <input name="name" required maxLength={60} autoComplete="name" />
        </label>
        <label>
          {commonTexts.login}
          <input name="login" required minLength={2} maxLength={60} autoComplete="username" />
        </label>
        <label>
          {shellTexts.passwordLabel}
          <input name="password" type="password" required minLength={10} autoComplete="new-password" />
        </label>
        <label>
          {shellTexts.passwordAgain}
          <input name="again" type="password" required autoComplete="new-password" />
        </label>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? shellTexts.creating : shellTexts.createAndSignIn}
        </button>
        <button type="button" className="link" onClick={done}>
          {shellTexts.backToSigningIn}
        </button>
      </form>
    </main>
  )
}
