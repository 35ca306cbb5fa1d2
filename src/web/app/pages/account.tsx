import { useQuery } from '@tanstack/react-query'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { OwnDelegations } from '../parts/own-delegations.tsx'
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
        我的账号{' '}
        <small>
          {name} · 登录名 {login}
        </small>
      </h1>
      <section>
        <h2>密码</h2>
        <OwnPassword hasPassword={hasPassword} />
      </section>
      <section>
        <h2>动态码</h2>
        <OwnTotp hasTotp={hasTotp} codesLeft={recoveryCodesLeft} />
      </section>
      {hasOidc && (
        <section>
          <h2>统一身份认证</h2>
          <OwnOidc isBound={isBoundToOidc} />
        </section>
      )}
      <section>
        <h2>登录着的地方</h2>
        <OwnSessions />
      </section>
      {region !== 0 && (
        <section>
          <h2>委托</h2>
          <OwnDelegations />
        </section>
      )}
      <section>
        <h2>程序用的令牌</h2>
        <OwnTokens />
      </section>
    </div>
  )
}
