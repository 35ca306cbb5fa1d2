import { useQuery } from '@tanstack/react-query'
import { App, Switch } from 'antd'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { FormKinds, PolicyList } from '../parts/policy-list.tsx'
import { PolicyPreview } from '../parts/policy-preview.tsx'
import { Problem } from '../parts/problem.tsx'
import { ServerState } from '../parts/server-state.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { useTold } from '../parts/use-told.ts'

/** What the bureau asks of its people, the rule packs and forms there are, and how the server is. */
export function Settings() {
  const { roles } = useCurrent()
  const isAdministrator = roles.includes('administrator')
  return (
    <div className="sheet">
      <h1>设置</h1>
      {isAdministrator && (
        <section>
          <h2>登录</h2>
          <SignInRules />
        </section>
      )}
      <section>
        <h2>计分办法</h2>
        <p className="soft">办法随程序走，这里只能看。每个数都注明出处；标“待核”的还没有核到原文。</p>
        <PolicyList />
      </section>
      <section>
        <h2>换办法试算</h2>
        <PolicyPreview />
      </section>
      <section>
        <h2>表</h2>
        <FormKinds />
      </section>
      {isAdministrator && (
        <section>
          <h2>服务器和备份</h2>
          <ServerState />
        </section>
      )}
    </div>
  )
}

const KEY = ['bureau-settings'] as const

function SignInRules() {
  const { region } = useCurrent()
  const { modal } = App.useApp()
  const { problem, run } = useTold(KEY)
  const settings = useQuery({
    queryKey: [...KEY, region],
    queryFn: () => call('GET', '/api/bureaus/:region/settings', { params: { region } }),
  })
  if (settings.isError) return <PageError error={settings.error} reset={() => void settings.refetch()} />
  if (!settings.data) return <PageLoading />
  const set = (needsTotp: boolean) =>
    run(() => call('PATCH', '/api/bureaus/:region/settings', { params: { region }, body: { needsTotp } }))
  const ask = (needsTotp: boolean) =>
    void modal.confirm({
      title: needsTotp ? '要求动态码' : '不再要求动态码',
      content: needsTotp
        ? '管理员、财政业务科和绩效科的人，没有绑定动态码的，马上就要先绑定才能继续，您自己也一样。'
        : '以后只凭密码也能登录。已经绑定的人仍要用动态码。',
      onOk: () => set(needsTotp),
    })
  return (
    <>
      <p>
        <Switch checked={settings.data.needsTotp} onChange={ask} aria-labelledby="needs-totp" />{' '}
        <span id="needs-totp">管理员、财政业务科审核人、财政绩效科经办人必须用动态码登录</span>
      </p>
      <Problem text={problem} />
    </>
  )
}
