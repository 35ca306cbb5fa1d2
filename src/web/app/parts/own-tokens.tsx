import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { ROLE_NAMES, type Role } from '#engine'
import type { Answered } from '#server/api'
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
        建令牌
      </Button>
      <Problem text={problem} />
      <SmallTable<Token>
        label="令牌"
        rowKey="id"
        loading={list.isPending}
        width={560}
        rows={list.data?.tokens ?? []}
        locale={{ emptyText: list.isPending ? ' ' : <Empty>没有令牌。程序要取数时建一个，不要把密码写进程序。</Empty> }}
        columns={[
          { title: '给什么用', dataIndex: 'label', ellipsis: true },
          { title: '能做什么', key: 'power', width: 200, render: (_, one) => powerOf(one) },
          { title: '建于', key: 'at', width: 140, render: (_, { createdAt }) => moment(createdAt) },
          { title: '到期', key: 'until', width: 110, render: (_, { expiresAt }) => dayOf(expiresAt) },
          {
            title: <span className="spoken">办理</span>,
            key: 'end',
            width: 80,
            render: (_, one) => (
              <Button size="small" onClick={() => revoke(one)}>
                作废
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
  const roles = onlyRoles === null ? '我的全部角色' : onlyRoles.map((role) => ROLE_NAMES[role]).join('、')
  return `${isReadOnly ? '只读' : '读和写'}，${roles}`
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
      <ShownOnce title="令牌建好了" close={close}>
        <Copyable label="令牌" text={token} />
        <p>
          程序在请求头里写 <code>authorization: Bearer 令牌</code>。
        </p>
      </ShownOnce>
    )
  return (
    <ChangeDialog<Fields>
      title="建令牌"
      okText="建"
      initial={{ days: 90, isReadOnly: true }}
      close={close}
      isFollowed
      send={send}
      says={({ isReadOnly }) =>
        `程序用它以您的名义${isReadOnly ? '取数，不能改任何东西' : '取数和办理，做的事记在您名下'}。您的角色结束，它也跟着没有。`
      }
    >
      <Form.Item
        name="label"
        label="给什么程序用"
        rules={[{ required: true, whitespace: true, max: 60, message: '要写明用途' }]}
      >
        <Input placeholder="如：每天取得分到统计表" autoComplete="off" />
      </Form.Item>
      <Form.Item name="days" label="多少天后到期" rules={[{ required: true, message: '要写天数' }]}>
        <InputNumber min={1} max={366} precision={0} suffix="天" style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="isReadOnly" valuePropName="checked">
        <Checkbox>只读</Checkbox>
      </Form.Item>
      <Form.Item name="roles" label="只用其中几个角色（不选：全部）">
        <Select mode="multiple" options={held.map((value) => ({ value, label: ROLE_NAMES[value] }))} />
      </Form.Item>
    </ChangeDialog>
  )
}
