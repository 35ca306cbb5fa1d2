import { useQueryClient } from '@tanstack/react-query'
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
        <h1>要先绑定动态码</h1>
        <p className="soft">{me.account.name}，财政局要求您的角色用动态码登录。绑定好就能工作。</p>
        <OwnTotp hasTotp={false} codesLeft={0} />
        <p className="door-links">
          <button type="button" className="link" onClick={() => void signOut()}>
            退出登录
          </button>
        </p>
      </div>
    </main>
  )
}
