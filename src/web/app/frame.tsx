import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { CurrentProvider, type Me, useMe } from './current.tsx'
import { oidcReturn } from './oidc.ts'
import { FirstPassword } from './pages/first-password.tsx'
import { OidcReturnPage } from './pages/oidc-return.tsx'
import { SetUp } from './pages/set-up.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { PageError, PageLoading } from './parts/states.tsx'
import { Shell } from './shell.tsx'
import { Themed } from './theme.tsx'

// Few need it, and it brings the code that draws the picture for the device.
const NeedsTotp = lazy(() => import('./pages/needs-totp.tsx').then((page) => ({ default: page.NeedsTotp })))

/** The door, then the house: who is not signed in sees only the door. The page behind it stays in the address. */
export function Frame() {
  return (
    <Themed>
      <Door />
    </Themed>
  )
}

function Door() {
  const me = useMe()
  const [back, setBack] = useState(oidcReturn)
  const [isSettingUp, setSettingUp] = useState(false)
  if (me.isPending) return <PageLoading />
  if (me.isError) return <PageError error={me.error} reset={() => void me.refetch()} />
  if (back && (back.purpose === 'signIn' || me.data))
    return <OidcReturnPage back={back} done={() => setBack(undefined)} />
  if (!me.data)
    return isSettingUp ? <SetUp done={() => setSettingUp(false)} /> : <SignIn setUp={() => setSettingUp(true)} />
  return <House me={me.data} />
}

function House({ me }: { me: Me }) {
  if (me.needs.includes('newPassword')) return <FirstPassword me={me} />
  if (me.needs.includes('totp'))
    return (
      <Suspense fallback={<PageLoading />}>
        <NeedsTotp me={me} />
      </Suspense>
    )
  return (
    <CurrentProvider me={me}>
      <Shell>
        <Outlet />
      </Shell>
    </CurrentProvider>
  )
}
