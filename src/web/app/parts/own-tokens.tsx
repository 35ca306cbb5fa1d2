import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { Role } from '#engine'
import type { Answered } from '#server/api'
import { accountTexts } from '../../texts/account.ts'
import { commonTexts } from '../../texts/common.ts'
import { roleNames } from '../../texts/names.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { dayOf, moment } from '../words.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { Problem } from './problem.tsx'
import { Copyable, ShownOnce } from './shown-once.tsx'
import { SmallTable } from './small-table.tsx'
import { Empty, PageError } from './states.tsx'
import { useTold } from './use-told.ts'

const KEY = ['own-tokens'] as const
type Token = Answered<'GET', '/api/account/tokens'>['tokens'][number]

/** Tokens for one's own programs. */
export function OwnTokens() {
  const list = useQuery({ queryKey: KEY, queryFn: () => call('GET', '/api/account/tokens') })
  const [isMaking, setMaking] = useState(false)
  const { problem, run } = useTold(KEY)
  if (list.isError) return <PageError error={list.error} reset={() => void list.refetch()} />
  const revoke = ({ id }: Token) =>
    void run(() => call('DELETE', '/api/account/tokens/:token', { params: { token: id } }))
  return (
    <>
      <Button className="filters" onClick={() => setMaking(true)}>
        {accountTexts.newToken}
      </Button>
      <Problem text={problem} />
      <SmallTable<Token>
        label={accountTexts.token}
        rowKey="id"
        loading={list.isPending}
        width={560}
        rows={list.data?.tokens ?? []}
        locale={{ emptyText: list.isPending ? ' ' : <Empty>{accountTexts.noTokens}</Empty> }}
        columns={[
          { title: accountTexts.tokenFor, dataIndex: 'label', ellipsis: true },
          { title: accountTexts.tokenMay, key: 'power', width: 200, render: (_, one) => powerOf(one) },
          { title: accountTexts.createdAt, key: 'at', width: 140, render: (_, { createdAt }) => moment(createdAt) },
          { title: commonTexts.expires, key: 'until', width: 110, render: (_, { expiresAt }) => dayOf(expiresAt) },
          {
            title: <span className="spoken">{commonTexts.act}</span>,
            key: 'end',
            width: 80,
            render: (_, one) => (
              <Button size="small" onClick={() => revoke(one)}>
                {accountTexts.revoke}
              </Button>
            ),
          },
        ]}
      />
      {isMaking && <CreateToken close={() => setMaking(false)} />}
    </>
  )
}

function powerOf({ isReadOnly, onlyRoles }: Token): string {
  const roles =
    onlyRoles === null ? accountTexts.allMyRoles : onlyRoles.map((role) => roleNames[role]).join(commonTexts.listMark)
  return `${isReadOnly ? commonTexts.readOnly : accountTexts.readAndWrite}${commonTexts.comma}${roles}`
}

type Fields = {
  readonly label: string
  readonly days: number
  readonly isReadOnly: boolean
  readonly roles?: readonly Role[]
}

function CreateToken({ close }: { close: () => void }) {
  const { me } = useCurrent()
  const queries = useQueryClient()
  const [token, setToken] = useState<string>()
  const held = [...new Set(me.assignments.map(({ role }) => role))]
  const send = async ({ roles = [], ...rest }: Fields) => {
    const body = { ...rest, roles: roles.length === 0 ? null : [...roles] }
    const made = await call('POST', '/api/account/tokens', { body })
    setToken(made.token)
    await queries.invalidateQueries({ queryKey: KEY })
  }
  if (token !== undefined)
    return (
      <ShownOnce title={accountTexts.tokenReady} close={close}>
        <Copyable label={accountTexts.token} text={token} />
        <p>
          {accountTexts.tokenHeader} <code>{accountTexts.tokenHeaderValue}</code>
          {commonTexts.period}
        </p>
      </ShownOnce>
    )
  return (
    <ChangeDialog<Fields>
      title={accountTexts.newToken}
      okText={accountTexts.makeShort}
      initial={{ days: 90, isReadOnly: true }}
      close={close}
      isFollowed
      send={send}
      says={({ isReadOnly }) => accountTexts.tokenWhat(isReadOnly ? accountTexts.mayRead : accountTexts.mayWrite)}
    >
      <Form.Item
        name="label"
        label={accountTexts.forWhichProgram}
        rules={[{ required: true, whitespace: true, max: 60, message: accountTexts.purposeNeeded }]}
      >
        <Input placeholder={accountTexts.purposeExample} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="days"
        label={accountTexts.expiresInDays}
        rules={[{ required: true, message: accountTexts.daysNeeded }]}
      >
        <InputNumber min={1} max={366} precision={0} suffix={accountTexts.days} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="isReadOnly" valuePropName="checked">
        <Checkbox>{commonTexts.readOnly}</Checkbox>
      </Form.Item>
      <Form.Item name="roles" label={accountTexts.onlyRoles}>
        <Select mode="multiple" options={held.map((value) => ({ value, label: roleNames[value] }))} />
      </Form.Item>
    </ChangeDialog>
  )
}
