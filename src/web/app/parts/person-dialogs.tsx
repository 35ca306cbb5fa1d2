import { useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { peopleTexts } from '../../texts/people.ts'
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
        warning = peopleTexts.accountWithoutRole(reasonOf(error))
      }
    setMade({ name, login, password: account.initialPassword, ...(warning === undefined ? {} : { warning }) })
    await changed()
  }
  if (made) return <InitialPassword {...made} close={close} />
  return (
    <ChangeDialog<NewPerson>
      title={commonTexts.newPerson}
      okText={commonTexts.create}
      initial={{ fromYear: year }}
      close={close}
      isFollowed
      send={send}
    >
      <Form.Item
        name="login"
        label={commonTexts.login}
        rules={[{ required: true, min: 2, max: 60, message: peopleTexts.loginLength }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="name"
        label={commonTexts.personName}
        rules={[{ required: true, whitespace: true, max: 60, message: commonTexts.personNameNeeded }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="isMachine" valuePropName="checked">
        <Checkbox>{peopleTexts.isProgram}</Checkbox>
      </Form.Item>
      <RoleFields isOptional />
    </ChangeDialog>
  )
}

/** The password of somebody else, for the one moment that it can be seen. */
export function InitialPassword({ name, login, password, warning, close }: Made & { close: () => void }) {
  return (
    <ShownOnce title={peopleTexts.accountOf(name)} close={close}>
      {warning !== undefined && (
        <p className="problem" role="alert">
          {warning}
        </p>
      )}
      <Copyable label={commonTexts.login} text={login} />
      {password === null ? (
        <p>{peopleTexts.accountNoPassword}</p>
      ) : (
        <>
          <Copyable label={commonTexts.firstPassword} text={password} />
          <p className="soft">{peopleTexts.changeAtFirst}</p>
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
      title={peopleTexts.giveRoleTo(account.name)}
      okText={peopleTexts.give}
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ role, unit, fromYear, toYear }) =>
        role === undefined
          ? peopleTexts.roleExplained
          : peopleTexts.becomes(
              account.name,
              roleText(role, unit ? unitText(units, unit) : peopleTexts.theBureau, fromYear ?? '…', toYear ?? null),
            )
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
    void message.success(peopleTexts.personChanged)
  }
  return (
    <ChangeDialog<{ name: string }>
      title={peopleTexts.renamePerson}
      okText={commonTexts.change}
      initial={{ name: account.name }}
      close={close}
      send={send}
    >
      <Form.Item
        name="name"
        label={commonTexts.personName}
        rules={[{ required: true, whitespace: true, max: 60, message: commonTexts.personNameNeeded }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </ChangeDialog>
  )
}
