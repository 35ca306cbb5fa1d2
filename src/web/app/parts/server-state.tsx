import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { analysisTexts } from '../../texts/analysis.ts'
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
      <p className="soft">{analysisTexts.checkUpWhat}</p>
      <Button loading={doctor.isFetching} onClick={() => void doctor.refetch()}>
        {analysisTexts.checkUp}
      </Button>
      {doctor.isError && <PageError error={doctor.error} reset={() => void doctor.refetch()} />}
      {doctor.data && (
        <>
          <p role="status">{wrong === 0 ? analysisTexts.allWell : analysisTexts.toMend(wrong)}</p>
          <ul className="checks">
            {checks.map(({ what, isRight, says }) => (
              <li key={what}>
                <span className={`status ${isRight ? 'done' : 'failed'}`}>
                  {isRight ? analysisTexts.markWell : analysisTexts.markWrong}
                </span>{' '}
                <b>{what}</b> {says}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
