import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '../client.ts'
import { goToProvider } from '../oidc.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { PasswordField } from './own-password.tsx'
import { Problem } from './problem.tsx'
import { useTold } from './use-told.ts'

/** Binds one's account to the identity provider, or frees it. */
export function OwnOidc({ isBound }: { isBound: boolean }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [isBinding, setBinding] = useState(false)
  const { problem, run } = useTold(['own-account'])
  const free = async () => {
    if (await run(() => call('DELETE', '/api/account/oidc'))) void message.success('解除好了')
    await queries.invalidateQueries({ queryKey: ['own-account'] })
  }
  return (
    <>
      <p>{isBound ? '已绑定，可以用统一身份认证登录。' : '没有绑定。绑定后可以不输密码，用统一身份认证登录。'}</p>
      <Problem text={problem} />
      {isBound ? (
        <Button onClick={() => void free()}>解除绑定</Button>
      ) : (
        <Button onClick={() => setBinding(true)}>绑定</Button>
      )}
      {isBinding && (
        <ChangeDialog<{ current: string }>
          title="绑定统一身份认证"
          okText="去认证"
          initial={{}}
          close={() => setBinding(false)}
          isFollowed
          send={({ current }) => goToProvider('claim', current)}
          says={() => '下一步到统一身份认证登录，回来以后就绑好了。'}
        >
          <PasswordField />
        </ChangeDialog>
      )}
    </>
  )
}
