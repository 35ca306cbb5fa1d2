import { useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { useUnits } from './new-form.tsx'
import { reasonOf } from './reason.ts'
import { type RoleChoice, RoleFields, roleBody, roleText } from './role-fields.tsx'
import { Copyable, ShownOnce } from './shown-once.tsx'
import { unitText } from './unit-fields.tsx'

export function usePeopleChanged() {
  const queries = useQueryClient()
  return async () => {
    for (const key of ['accounts', 'account', 'roles']) await queries.invalidateQueries({ queryKey: [key] })
  }
}

type NewPerson = RoleChoice & { readonly login: string; readonly name: string; readonly isMachine?: boolean }
type Made = {
  readonly name: string
  readonly login: string
  readonly password: string | null
  readonly warning?: string
}

/** A new account, with its first role if one is chosen; the initial password is shown once. */
export function CreatePerson({ close }: { close: () => void }) {
  const { region, year } = useCurrent()
  const changed = usePeopleChanged()
  const [made, setMade] = useState<Made>()
  const send = async ({ login, name, isMachine = false, ...role }: NewPerson) => {
    const params = { region }
    const account = await call('POST', '/api/bureaus/:region/accounts', { params, body: { login, name, isMachine } })
    let warning: string | undefined
    if (role.role !== undefined)
      try {
        await call('POST', '/api/bureaus/:region/roles', { params, body: { account: account.id, ...roleBody(role) } })
      } catch (error) {
        // The account is there already, and its password must still be shown.
        warning = `账号建好了，角色没有给成：${reasonOf(error)}`
      }
    setMade({ name, login, password: account.initialPassword, ...(warning === undefined ? {} : { warning }) })
    await changed()
  }
  if (made) return <InitialPassword {...made} close={close} />
  return (
    <ChangeDialog<NewPerson>
      title="新建人员"
      okText="新建"
      initial={{ fromYear: year }}
      close={close}
      isFollowed
      send={send}
    >
      <Form.Item
        name="login"
        label="登录名"
        rules={[{ required: true, min: 2, max: 60, message: '登录名要 2 到 60 个字符' }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, max: 60, message: '要写姓名' }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="isMachine" valuePropName="checked">
        <Checkbox>是程序用的账号（没有密码，只用令牌）</Checkbox>
      </Form.Item>
      <RoleFields isOptional />
    </ChangeDialog>
  )
}

/** The password of somebody else, for the one moment that it can be seen. */
export function InitialPassword({ name, login, password, warning, close }: Made & { close: () => void }) {
  return (
    <ShownOnce title={`${name}的账号`} close={close}>
      {warning !== undefined && (
        <p className="problem" role="alert">
          {warning}
        </p>
      )}
      <Copyable label="登录名" text={login} />
      {password === null ? (
        <p>这个账号没有密码。</p>
      ) : (
        <>
          <Copyable label="初始密码" text={password} />
          <p className="soft">第一次登录要换成自己的密码。</p>
        </>
      )}
    </ShownOnce>
  )
}

type OfPerson = { readonly account: { readonly id: string; readonly name: string }; readonly close: () => void }

export function GiveRole({ account, close }: OfPerson) {
  const { region, year } = useCurrent()
  const units = useUnits()
  const changed = usePeopleChanged()
  const send = async (choice: RoleChoice) => {
    const body = { account: account.id, ...roleBody(choice) }
    await call('POST', '/api/bureaus/:region/roles', { params: { region }, body })
    await changed()
  }
  return (
    <ChangeDialog<RoleChoice>
      title={`给${account.name}一个角色`}
      okText="给"
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ role, unit, fromYear, toYear }) =>
        role === undefined
          ? '选了角色，这里写明它管什么。'
          : `${account.name}成为${roleText(role, unit ? unitText(units, unit) : '财政局', fromYear ?? '…', toYear ?? null)}。马上生效，记入日志。`
      }
    >
      <RoleFields />
    </ChangeDialog>
  )
}

export function RenamePerson({ account, close }: OfPerson) {
  const { region } = useCurrent()
  const changed = usePeopleChanged()
  const { message } = App.useApp()
  const send = async (body: { name: string }) => {
    await call('PATCH', '/api/bureaus/:region/accounts/:account', { params: { region, account: account.id }, body })
    await changed()
    void message.success('改好了')
  }
  return (
    <ChangeDialog<{ name: string }>
      title="改姓名"
      okText="改"
      initial={{ name: account.name }}
      close={close}
      send={send}
    >
      <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, max: 60, message: '要写姓名' }]}>
        <Input autoComplete="off" />
      </Form.Item>
    </ChangeDialog>
  )
}
