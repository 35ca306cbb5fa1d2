import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { accountTexts } from '../../texts/account.ts'
import { commonTexts } from '../../texts/common.ts'
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
    if (await run(() => call('DELETE', '/api/account/oidc'))) void message.success(accountTexts.unlinked)
    await queries.invalidateQueries({ queryKey: ['own-account'] })
  }
  return (
    <>
      <p>{isBound ? accountTexts.isLinked : accountTexts.isNotLinked}</p>
      <Problem text={problem} />
      {isBound ? (
        <Button onClick={() => void free()}>{accountTexts.unlink}</Button>
      ) : (
        <Button onClick={() => setBinding(true)}>{accountTexts.link}</Button>
      )}
      {isBinding && (
        <ChangeDialog<{ current: string }>
          title={commonTexts.bindOidc}
          okText={accountTexts.goAuthenticate}
          initial={{}}
          close={() => setBinding(false)}
          isFollowed
          send={({ current }) => goToProvider('claim', current)}
          says={() => accountTexts.linkWhat}
        >
          <PasswordField />
        </ChangeDialog>
      )}
    </>
  )
}
