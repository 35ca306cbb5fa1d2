import { useQuery } from '@tanstack/react-query'
import { accountTexts } from '../../texts/account.ts'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { OwnDelegations } from '../parts/own-delegations.tsx'
import { OwnLanguage } from '../parts/own-language.tsx'
import { OwnOidc } from '../parts/own-oidc.tsx'
import { OwnPassword } from '../parts/own-password.tsx'
import { OwnSessions } from '../parts/own-sessions.tsx'
import { OwnTokens } from '../parts/own-tokens.tsx'
import { OwnTotp } from '../parts/own-totp.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { useHasOidc } from '../parts/use-has-oidc.ts'

/** One's own account: password, second factor, sessions, delegations, tokens. */
export function Account() {
  const { region } = useCurrent()
  const hasOidc = useHasOidc()
  const own = useQuery({ queryKey: ['own-account'], queryFn: () => call('GET', '/api/account') })
  if (own.isError) return <PageError error={own.error} reset={() => void own.refetch()} />
  if (!own.data) return <PageLoading />
  const { name, login, hasPassword, hasTotp, recoveryCodesLeft, isBoundToOidc } = own.data
  return (
    <div className="sheet">
      <h1>
        {commonTexts.ownAccount} <small>{accountTexts.whoAmI(name, login)}</small>
      </h1>
      <section>
        <h2>{shellTexts.language}</h2>
        <OwnLanguage />
      </section>
      <section>
        <h2>{commonTexts.password}</h2>
        <OwnPassword hasPassword={hasPassword} />
      </section>
      <section>
        <h2>{commonTexts.totp}</h2>
        <OwnTotp hasTotp={hasTotp} codesLeft={recoveryCodesLeft} />
      </section>
      {hasOidc && (
        <section>
          <h2>{commonTexts.oidc}</h2>
          <OwnOidc isBound={isBoundToOidc} />
        </section>
      )}
      <section>
        <h2>{accountTexts.signedInPlaces}</h2>
        <OwnSessions />
      </section>
      {region !== 0 && (
        <section>
          <h2>{accountTexts.delegation}</h2>
          <OwnDelegations />
        </section>
      )}
      <section>
        <h2>{accountTexts.tokens}</h2>
        <OwnTokens />
      </section>
    </div>
  )
}
