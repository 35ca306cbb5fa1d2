import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { PageError } from './states.tsx'

/** What `jiheng doctor` says: it reads every attachment, so it runs when somebody asks. */
export function ServerState() {
  const { region } = useCurrent()
  const doctor = useQuery({
    queryKey: ['doctor', region],
    queryFn: ({ signal }) => call('GET', '/api/bureaus/:region/doctor', { params: { region }, signal }),
    enabled: false,
  })
  const checks = doctor.data?.checks ?? []
  const wrong = checks.filter(({ isRight }) => !isRight).length
  return (
    <>
      <p className="soft">核对数据库、磁盘、佐证材料、后台任务、日志和备份，与命令 jiheng doctor 相同。</p>
      <Button loading={doctor.isFetching} onClick={() => void doctor.refetch()}>
        体检
      </Button>
      {doctor.isError && <PageError error={doctor.error} reset={() => void doctor.refetch()} />}
      {doctor.data && (
        <>
          <p role="status">{wrong === 0 ? '都正常。' : `有 ${wrong} 项要处理。`}</p>
          <ul className="checks">
            {checks.map(({ what, isRight, says }) => (
              <li key={what}>
                <span className={`status ${isRight ? 'done' : 'failed'}`}>{isRight ? '✓ 正常' : '✗ 要处理'}</span>{' '}
                <b>{what}</b> {says}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
