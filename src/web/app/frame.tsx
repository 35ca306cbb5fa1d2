import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { shellTexts } from '../texts/shell.ts'
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
  const last = useLast(me.data)
  const [back, setBack] = useState(oidcReturn)
  const [isSettingUp, setSettingUp] = useState(false)
  if (me.isPending) return <PageLoading />
  // Who is inside stays inside while the server can't be asked.
  if (me.isError && !last) return <PageError error={me.error} reset={() => void me.refetch()} />
  if (back && (back.purpose === 'signIn' || me.data))
    return <OidcReturnPage back={back} done={() => setBack(undefined)} />
  const inside = me.data ?? last
  if (!inside)
    return isSettingUp ? <SetUp done={() => setSettingUp(false)} /> : <SignIn setUp={() => setSettingUp(true)} />
  return (
    <>
      <House me={inside} />
      {me.data === null && <SignInAgain />}
    </>
  )
}

/** Who was signed in last on this page. Somebody else gets a page of their own: nothing of the one before stays in it. */
function useLast(me: Me | null | undefined): Me | undefined {
  const [last, setLast] = useState<Me>()
  useEffect(() => {
    if (!me) return
    if (last && last.account.id !== me.account.id) window.location.reload()
    else setLast(me)
  }, [me, last])
  return last
}

/** Before the page that was being worked on when the session ended: what is typed there stays, and is covered. */
function SignInAgain() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className="door-again"
      aria-label={shellTexts.signInAgain}
      onCancel={(event) => event.preventDefault()}
      // A browser closes it at a second Esc whatever the page says.
      onClose={() => dialog.current?.showModal()}
    >
      <SignIn setUp={() => undefined} isAgain />
    </dialog>
  )
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
