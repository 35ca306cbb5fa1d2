import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { accountTexts } from '../../texts/account.ts'
import { commonTexts } from '../../texts/common.ts'
import { call } from '../client.ts'
import { moment } from '../words.ts'
import { Problem } from './problem.tsx'
import { SmallTable } from './small-table.tsx'
import { PageError } from './states.tsx'
import { useTold } from './use-told.ts'

const KEY = ['own-sessions'] as const

/** Where one is signed in; each can be ended. */
export function OwnSessions() {
  const list = useQuery({ queryKey: KEY, queryFn: () => call('GET', '/api/account/sessions') })
  const { problem, run } = useTold(KEY)
  if (list.isError) return <PageError error={list.error} reset={() => void list.refetch()} />
  const sessions = list.data?.sessions ?? []
  return (
    <>
      <Problem text={problem} />
      <SmallTable
        label={accountTexts.signedInPlaces}
        rowKey="id"
        loading={list.isPending}
        width={520}
        rows={sessions}
        columns={[
          {
            title: accountTexts.browserAndAddress,
            key: 'label',
            ellipsis: true,
            render: (_, { label, isThis }) => (
              <span title={label}>
                {isThis && <span className="status done">{accountTexts.here}</span>} {label || accountTexts.unknown}
              </span>
            ),
          },
          { title: accountTexts.signedInAt, key: 'at', width: 140, render: (_, { createdAt }) => moment(createdAt) },
          { title: commonTexts.expires, key: 'until', width: 140, render: (_, { expiresAt }) => moment(expiresAt) },
          {
            title: <span className="spoken">{commonTexts.act}</span>,
            key: 'end',
            width: 80,
            render: (_, { id, isThis }) =>
              !isThis && (
                <Button
                  size="small"
                  onClick={() =>
                    void run(() => call('DELETE', '/api/account/sessions/:session', { params: { session: id } }))
                  }
                >
                  {commonTexts.end}
                </Button>
              ),
          },
        ]}
      />
      {sessions.length > 1 && (
        <Button className="below" onClick={() => void run(() => call('DELETE', '/api/account/sessions'))}>
          {accountTexts.endOthers}
        </Button>
      )}
    </>
  )
}
