import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import type { Answered } from '#server/api'
import { accountTexts } from '../../texts/account.ts'
import { commonTexts } from '../../texts/common.ts'
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
      <p>{hasTotp ? accountTexts.totpOn(codesLeft) : accountTexts.totpOff}</p>
      {hasTotp && codesLeft <= 2 && <p className="problem">{accountTexts.codesFew}</p>}
      <Button onClick={() => setStep(hasTotp ? 'remove' : 'enrol')}>
        {hasTotp ? commonTexts.unbindTotp : commonTexts.bindTotp}
      </Button>
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
      title={commonTexts.bindTotp}
      okText={accountTexts.next}
      initial={{}}
      close={close}
      isFollowed
      send={send}
      says={() => accountTexts.totpNext}
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
    <ChangeDialog<{ code: string }>
      title={commonTexts.bindTotp}
      okText={accountTexts.confirm}
      initial={{}}
      close={close}
      isFollowed
      send={send}
    >
      <div className="qr" role="img" aria-label={accountTexts.qrAlt}>
        <QRCode value={uri} type="svg" size={180} color="#000000" bgColor="#ffffff" bordered={false} />
      </div>
      <Copyable label={accountTexts.typeKey} text={secret} />
      <Form.Item
        name="code"
        label={accountTexts.digitsNow}
        rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: accountTexts.sixDigits }]}
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
    <ShownOnce title={accountTexts.keepCodes} close={() => void done()}>
      <p>{accountTexts.codesWhat}</p>
      <Copyable label={accountTexts.recoveryCodes} text={text} isLong />
      <SaveButton name={accountTexts.codesFile} text={`${text}\n`} label={commonTexts.saveFile} />
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
    void message.success(accountTexts.totpRemoved)
  }
  return (
    <ChangeDialog<Removal>
      title={commonTexts.unbindTotp}
      okText={accountTexts.removeShort}
      isDanger
      initial={{}}
      close={close}
      send={send}
      says={() => accountTexts.removeTotpWhat}
    >
      <PasswordField />
      <Form.Item
        name="code"
        label={commonTexts.totpOrRecovery}
        rules={[{ required: true, min: 6, message: accountTexts.codeNeeded }]}
      >
        <Input autoComplete="one-time-code" />
      </Form.Item>
    </ChangeDialog>
  )
}
