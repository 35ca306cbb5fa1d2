import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { accountTexts } from '../../texts/account.ts'
import { commonTexts } from '../../texts/common.ts'
import { call } from '../client.ts'
import { ChangeDialog } from './change-dialog.tsx'

type Fields = { readonly current: string; readonly password: string; readonly again: string }

/** A new password of one's own; other places are signed out. */
export function OwnPassword({ hasPassword }: { hasPassword: boolean }) {
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const send = async ({ current, password }: Fields) => {
    const { endedSessions } = await call('POST', '/api/account/password', { body: { current, password } })
    void message.success(
      endedSessions > 0 ? accountTexts.passwordChangedAndEnded(endedSessions) : accountTexts.passwordChanged,
    )
  }
  if (!hasPassword) return <p>{accountTexts.noPassword}</p>
  return (
    <>
      <Button onClick={() => setOpen(true)}>{accountTexts.changePassword}</Button>
      {isOpen && (
        <ChangeDialog<Fields>
          title={accountTexts.changePassword}
          okText={accountTexts.changeShort}
          initial={{}}
          close={() => setOpen(false)}
          send={send}
          says={() => accountTexts.changePasswordWhat}
        >
          <PasswordField />
          <Form.Item
            name="password"
            label={commonTexts.newPassword}
            rules={[{ required: true, min: 10, message: accountTexts.tenCharacters }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item name="again" label={commonTexts.again} dependencies={['password']} rules={[sameAsPassword]}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </ChangeDialog>
      )}
    </>
  )
}

function sameAsPassword({ getFieldValue }: { getFieldValue: (name: string) => unknown }) {
  return {
    validator: (_: unknown, value: unknown) =>
      value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(accountTexts.differs)),
  }
}

/** Whoever sits down at an open page must not take the account over: the password is asked again. */
export function PasswordField({ name = 'current' }: { name?: string }) {
  return (
    <Form.Item
      name={name}
      label={accountTexts.presentPassword}
      rules={[{ required: true, message: accountTexts.presentPasswordNeeded }]}
    >
      <Input.Password autoComplete="current-password" />
    </Form.Item>
  )
}
