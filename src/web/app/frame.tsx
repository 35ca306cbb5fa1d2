import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { CurrentProvider, type Me, useMe } from './current.tsx'
import { FirstPassword } from './pages/first-password.tsx'
import { SetUp } from './pages/set-up.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { PageError, PageLoading } from './parts/states.tsx'
import { Shell } from './shell.tsx'
import { Themed } from './theme.tsx'

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
  const [isSettingUp, setSettingUp] = useState(false)
  if (me.isPending) return <PageLoading />
  if (me.isError) return <PageError error={me.error} reset={() => void me.refetch()} />
  if (!me.data)
    return isSettingUp ? <SetUp done={() => setSettingUp(false)} /> : <SignIn setUp={() => setSettingUp(true)} />
  return <House me={me.data} />
}

function House({ me }: { me: Me }) {
  if (me.needs.includes('newPassword')) return <FirstPassword me={me} />
  return (
    <CurrentProvider me={me}>
      <Shell>
        <Outlet />
      </Shell>
    </CurrentProvider>
  )
}
