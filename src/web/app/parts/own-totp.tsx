import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import type { Answered } from '#server/api'
import { call } from '../client.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { PasswordField } from './own-password.tsx'
import { Copyable, SaveButton, ShownOnce } from './shown-once.tsx'

type Secret = Answered<'POST', '/api/account/totp'>
type Step = 'enrol' | 'remove' | { readonly secret: Secret } | { readonly codes: readonly string[] }

/** The second factor of one's own account: enrol a device, confirm by its first code, keep the recovery codes; turn it off. */
export function OwnTotp({ hasTotp, codesLeft }: { hasTotp: boolean; codesLeft: number }) {
  const [step, setStep] = useState<Step>()
  const close = () => setStep(undefined)
  return (
    <>
      <p>
        {hasTotp
          ? `已绑定。登录时要输入设备上的 6 位动态码。还有 ${codesLeft} 个恢复码没有用过。`
          : '没有绑定。绑定后登录除了密码还要手机上的 6 位动态码，密码泄露了别人也进不来。'}
      </p>
      {hasTotp && codesLeft <= 2 && <p className="problem">恢复码快用完了。解除后重新绑定，会得到新的。</p>}
      <Button onClick={() => setStep(hasTotp ? 'remove' : 'enrol')}>{hasTotp ? '解除动态码' : '绑定动态码'}</Button>
      {step === 'enrol' && <AskPassword close={close} next={(secret) => setStep({ secret })} />}
      {step === 'remove' && <RemoveTotp close={close} />}
      {typeof step === 'object' && 'secret' in step && (
        <ConfirmTotp secret={step.secret} close={close} next={(codes) => setStep({ codes })} />
      )}
      {typeof step === 'object' && 'codes' in step && <RecoveryCodes codes={step.codes} close={close} />}
    </>
  )
}

function AskPassword({ close, next }: { close: () => void; next: (secret: Secret) => void }) {
  const send = async ({ current }: { current: string }) =>
    next(await call('POST', '/api/account/totp', { body: { password: current } }))
  return (
    <ChangeDialog<{ current: string }>
      title="绑定动态码"
      okText="下一步"
      initial={{}}
      close={close}
      isFollowed
      send={send}
      says={() => '下一步出现二维码，用手机上的身份验证器（如 FreeOTP、Microsoft Authenticator）扫。不需要网络。'}
    >
      <PasswordField />
    </ChangeDialog>
  )
}

type ConfirmProps = {
  readonly secret: Secret
  readonly close: () => void
  readonly next: (codes: readonly string[]) => void
}

function ConfirmTotp({ secret: { secret, uri }, close, next }: ConfirmProps) {
  const send = async ({ code }: { code: string }) => {
    const { recoveryCodes } = await call('POST', '/api/account/totp/confirmation', { body: { code: code.trim() } })
    next(recoveryCodes)
  }
  return (
    <ChangeDialog<{ code: string }> title="绑定动态码" okText="确认" initial={{}} close={close} isFollowed send={send}>
      <div className="qr" role="img" aria-label="给身份验证器扫的二维码；扫不了就输入下面的密钥">
        <QRCode value={uri} type="svg" size={180} color="#000000" bgColor="#ffffff" bordered={false} />
      </div>
      <Copyable label="扫不了就手工输入密钥" text={secret} />
      <Form.Item
        name="code"
        label="设备现在显示的 6 位动态码"
        rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: '动态码是 6 位数字' }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} style={{ width: 160 }} />
      </Form.Item>
    </ChangeDialog>
  )
}

function RecoveryCodes({ codes, close }: { codes: readonly string[]; close: () => void }) {
  const queries = useQueryClient()
  const text = codes.join('\n')
  // Only now is it told elsewhere: a page that changed at once would take the codes away.
  const done = async () => {
    close()
    await queries.invalidateQueries({ queryKey: ['own-account'] })
    await queries.invalidateQueries({ queryKey: ['me'] })
  }
  return (
    <ShownOnce title="绑定好了，请收好恢复码" close={() => void done()}>
      <p>丢了设备时，用恢复码代替动态码登录，每个用一次。</p>
      <Copyable label="恢复码" text={text} isLong />
      <SaveButton name="绩衡恢复码.txt" text={`${text}\n`} label="存成文件" />
    </ShownOnce>
  )
}

type Removal = { readonly current: string; readonly code: string }

function RemoveTotp({ close }: { close: () => void }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const send = async ({ current, code }: Removal) => {
    await call('POST', '/api/account/totp/removal', { body: { password: current, code: code.trim() } })
    await queries.invalidateQueries()
    void message.success('解除好了')
  }
  return (
    <ChangeDialog<Removal>
      title="解除动态码"
      okText="解除"
      isDanger
      initial={{}}
      close={close}
      send={send}
      says={() => '以后只凭密码登录；现在的恢复码一起作废。财政局要求动态码的角色，解除后要先重新绑定才能工作。'}
    >
      <PasswordField />
      <Form.Item
        name="code"
        label="动态码或恢复码"
        rules={[{ required: true, min: 6, message: '要输入动态码或恢复码' }]}
      >
        <Input autoComplete="one-time-code" />
      </Form.Item>
    </ChangeDialog>
  )
}
