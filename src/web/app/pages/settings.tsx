import { useQuery } from '@tanstack/react-query'
import { App, Switch } from 'antd'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
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
      <h1>{commonTexts.settings}</h1>
      {isAdministrator && (
        <section>
          <h2>{commonTexts.signIn}</h2>
          <SignInRules />
        </section>
      )}
      <section>
        <h2>{commonTexts.rulePacks}</h2>
        <p className="soft">{analysisTexts.packsExplained}</p>
        <PolicyList />
      </section>
      <section>
        <h2>{analysisTexts.tryOtherPack}</h2>
        <PolicyPreview />
      </section>
      <section>
        <h2>{analysisTexts.formsHead}</h2>
        <FormKinds />
      </section>
      {isAdministrator && (
        <section>
          <h2>{analysisTexts.serverAndBackup}</h2>
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
      title: needsTotp ? analysisTexts.askForTotp : analysisTexts.askNoTotp,
      content: needsTotp ? analysisTexts.askForTotpWhat : analysisTexts.askNoTotpWhat,
      onOk: () => set(needsTotp),
    })
  return (
    <>
      <p>
        <Switch checked={settings.data.needsTotp} onChange={ask} aria-labelledby="needs-totp" />{' '}
        <span id="needs-totp">{analysisTexts.totpRule}</span>
      </p>
      <Problem text={problem} />
    </>
  )
}
