import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Answered } from '#server/api'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import type { FiledKind } from '../words.ts'
import { SmallTable } from './small-table.tsx'
import { PageError } from './states.tsx'

const PREVIEW = '/api/bureaus/:region/policy-preview'
type Previewed = Answered<'GET', typeof PREVIEW>['forms'][number]

type PackEffectProps = {
  readonly kind: FiledKind
  /** The forms of this year are tried. */
  readonly year: number
  /** The pack that is about to be chosen, and the one that holds now; undefined: by each form's place and year. */
  readonly policy: string | undefined
  readonly against: string | undefined
}

/** What another pack would have made of a year's forms, while one chooses it: how many change, and which. */
export function PackEffect({ kind, year, policy, against }: PackEffectProps) {
  const { region } = useCurrent()
  const effect = useQuery({
    queryKey: ['policy-preview', region, year, kind, policy, against],
    queryFn: ({ signal }) => {
      const packs = { ...(policy === undefined ? {} : { policy }), ...(against === undefined ? {} : { against }) }
      return call('GET', PREVIEW, { params: { region }, query: { year, kind, ...packs }, signal })
    },
    staleTime: 60_000,
  })
  if (effect.isError) return <PageError error={effect.error} reset={() => void effect.refetch()} />
  if (!effect.data) return <p role="status">{analysisTexts.previewing}</p>
  const { forms, changed, changedScores, changedFindings, hasMore, coversYear } = effect.data
  if (forms.length === 0) return <p className="soft">{analysisTexts.effectNone(year)}</p>
  return (
    <>
      <p role="status">
        {changed === 0
          ? analysisTexts.effectSame(year, forms.length)
          : analysisTexts.effect(year, forms.length, changedScores, changedFindings)}
        {hasMore && analysisTexts.onlyFirstTried(forms.length)}
        {!coversYear && analysisTexts.notForYear(year)}
      </p>
      {changed > 0 && (
        <details>
          <summary>{analysisTexts.effectShow}</summary>
          <Changed forms={forms.filter(isChanged)} />
        </details>
      )}
    </>
  )
}

function isChanged({ now, after, findingsGone, findingsNew }: Previewed): boolean {
  return now !== after || findingsGone + findingsNew > 0
}

function Changed({ forms }: { forms: readonly Previewed[] }) {
  return (
    <SmallTable<Previewed>
      label={analysisTexts.effectForms}
      rowKey="id"
      width={380}
      rows={forms}
      columns={[
        {
          title: commonTexts.unit,
          key: 'unit',
          // What stands in the dialog around it must not be lost: the form opens in a tab of its own.
          render: (_, { id, unit, unitName, projectCode }) => (
            <Link to="/forms/$form" params={{ form: id }} target="_blank">
              {unitName ?? commonTexts.unitNumber(unit)}
              {projectCode !== '' && commonTexts.bracketed(projectCode)}
            </Link>
          ),
        },
        { title: analysisTexts.now, key: 'now', width: 70, align: 'right', render: (_, { now }) => now ?? '—' },
        {
          title: analysisTexts.tried,
          key: 'after',
          width: 70,
          align: 'right',
          render: (_, { after, why }) => <span title={why}>{after ?? '—'}</span>,
        },
        {
          title: analysisTexts.findingsChange,
          key: 'findings',
          width: 80,
          align: 'right',
          render: (_, one) => findingsText(one),
        },
      ]}
    />
  )
}

/** `+1 −2`: findings that come and go. */
export function findingsText({ findingsGone, findingsNew }: Pick<Previewed, 'findingsGone' | 'findingsNew'>): string {
  const parts = [...(findingsNew > 0 ? [`+${findingsNew}`] : []), ...(findingsGone > 0 ? [`−${findingsGone}`] : [])]
  return parts.join(' ') || analysisTexts.unchanged
}
