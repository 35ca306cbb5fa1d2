import { useQueryClient } from '@tanstack/react-query'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { call } from '../client.ts'
import type { Me } from '../current.tsx'
import { OwnTotp } from '../parts/own-totp.tsx'

/** The bureau wants a second factor of this person's roles: nothing else goes before a device is enrolled. */
export function NeedsTotp({ me }: { me: Me }) {
  const queries = useQueryClient()
  const signOut = async () => {
    await call('DELETE', '/api/session')
    queries.clear()
    window.location.reload()
  }
  return (
    <main className="door">
      <div className="door-card">
        <h1>{shellTexts.totpFirst}</h1>
        <p className="soft">{shellTexts.totpWhy(me.account.name)}</p>
        <OwnTotp hasTotp={false} codesLeft={0} />
        <p className="door-links">
          <button type="button" className="link" onClick={() => void signOut()}>
            {commonTexts.signOut}
          </button>
        </p>
      </div>
    </main>
  )
}
