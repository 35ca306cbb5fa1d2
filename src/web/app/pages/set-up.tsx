import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem, call } from '../client.ts'
import { focusAtFirst } from '../parts/focus.ts'

/** The first start: the bureau and its first administrator, with the code that the server has printed. */
export function SetUp({ done }: { done: () => void }) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '').trim()
    const [login, password] = [text('login'), String(fields.get('password'))]
    if (password !== String(fields.get('again'))) return setProblem('两次输入的密码不一样。')
    setBusy(true)
    setProblem(undefined)
    try {
      const place = { region: Number(text('region')), regionName: text('regionName') }
      await call('POST', '/api/setup', { body: { code: text('code'), login, name: text('name'), password, ...place } })
      await call('POST', '/api/session', { body: { login, password } })
      await queries.invalidateQueries()
      done()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const faults = error.more.faults as readonly { message: string }[] | undefined
      setProblem(faults?.[0]?.message ?? error.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="door">
      <form className="door-card" onSubmit={make}>
        <h1>首次使用</h1>
        <p className="soft">启动码印在服务器启动时的窗口里，每次启动都会变。</p>
        <label>
          启动码
          <input name="code" required ref={focusAtFirst} autoComplete="off" placeholder="XXXX-XXXX-XXXX" />
        </label>
        <label>
          财政局名称
          <input name="regionName" required minLength={2} maxLength={80} placeholder="如：青禾区财政局" />
        </label>
        <label>
          行政区划代码
          <input name="region" required inputMode="numeric" pattern="[0-9]{1,9}" placeholder="如：520123" />
        </label>
        <label>
          管理员姓名
          <input name="name" required maxLength={60} autoComplete="name" />
        </label>
        <label>
          登录名
          <input name="login" required minLength={2} maxLength={60} autoComplete="username" />
        </label>
        <label>
          密码（至少 10 个字符）
          <input name="password" type="password" required minLength={10} autoComplete="new-password" />
        </label>
        <label>
          再输一次密码
          <input name="again" type="password" required autoComplete="new-password" />
        </label>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? '正在建…' : '建好并登录'}
        </button>
        <button type="button" className="link" onClick={done}>
          返回登录
        </button>
      </form>
    </main>
  )
}
