import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../client.ts'
import { ChangeDialog } from './change-dialog.tsx'

type Fields = { readonly current: string; readonly password: string; readonly again: string }

/** A new password of one's own; other places are signed out. */
export function OwnPassword({ hasPassword }: { hasPassword: boolean }) {
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const send = async ({ current, password }: Fields) => {
    const { endedSessions } = await call('POST', '/api/account/password', { body: { current, password } })
    void message.success(endedSessions > 0 ? `换好了，别处的 ${endedSessions} 次登录已结束` : '换好了')
  }
  if (!hasPassword) return <p>这个账号没有密码，用统一身份认证登录。</p>
  return (
    <>
      <Button onClick={() => setOpen(true)}>换密码</Button>
      {isOpen && (
        <ChangeDialog<Fields>
          title="换密码"
          okText="换"
          initial={{}}
          close={() => setOpen(false)}
          send={send}
          says={() => '换好以后，别处的登录马上结束，这里不用重新登录。'}
        >
          <PasswordField />
          <Form.Item
            name="password"
            label="新密码（至少 10 个字符）"
            rules={[{ required: true, min: 10, message: '至少 10 个字符' }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item name="again" label="再输一次" dependencies={['password']} rules={[sameAsPassword]}>
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
      value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error('两次输入的不一样')),
  }
}

/** Whoever sits down at an open page must not take the account over: the password is asked again. */
export function PasswordField({ name = 'current' }: { name?: string }) {
  return (
    <Form.Item name={name} label="现在的密码" rules={[{ required: true, message: '要输入现在的密码' }]}>
      <Input.Password autoComplete="current-password" />
    </Form.Item>
  )
}
