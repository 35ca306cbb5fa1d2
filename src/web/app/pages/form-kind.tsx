import '../../style/paper.css'
import '../../style/marks.css'
import '../../style/panel.css'
import '../../style/phone.css'
import '../../style/print.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useMemo, useReducer, useState } from 'react'
import { blankForm } from '#documents'
import { type Form, type FormKind, KIND_NAMES } from '#engine'
import { type Doc, docsOf, reduceSession, type Session } from '../../check/session.ts'
import { TableView } from '../../pages/table-view.tsx'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { FormExports } from '../parts/form-exports.tsx'
import { NotFound, PageError, PageLoading } from '../parts/states.tsx'
import { YearField } from '../parts/year-field.tsx'
import { formKindRoute } from '../router.tsx'
import { FILED_KINDS, type FiledKind } from '../words.ts'

/** Forms offered at a time; others are found by their unit. */
const OFFERED = 50
const BLANK = ''

/** How a kind of form looks and is judged, on a form that was filed, last year's first; nothing can be changed here. */
export function FormKindPage() {
  const { kind } = formKindRoute.useParams() as { kind: string }
  return isKind(kind) ? <OneKind key={kind} kind={kind} /> : <NotFound />
}

function isKind(text: string): text is FormKind {
  return Object.hasOwn(KIND_NAMES, text) && text !== 'unrecognised'
}

function OneKind({ kind }: { kind: FormKind }) {
  const { region, year: now } = useCurrent()
  const [year, setYear] = useState(now - 1)
  const [text, setText] = useState('')
  const [wish, setWish] = useState<string>()
  const filed = FILED_KINDS.find((one) => one === kind)
  const list = useFormsOf(filed, year, text)
  // Before anybody has chosen, the first form of the year; what is searched for must not change what is shown.
  const [first, setFirst] = useState<string>()
  if (first === undefined && list.data && !list.isPlaceholderData && text === '')
    setFirst(list.data.rows[0]?.id ?? BLANK)
  const chosen = filed === undefined ? BLANK : (wish ?? first)
  const form = useQuery({
    queryKey: ['form', region, chosen],
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form', { params: { region, form: chosen ?? BLANK } }),
    enabled: chosen !== undefined && chosen !== BLANK,
  })
  const changeYear = (to: number) => {
    setYear(to)
    setWish(undefined)
    setFirst(undefined)
    setText('')
  }
  const names = (list.data?.rows ?? []).map(({ id, unit, unitName, projectCode }) => ({
    value: id,
    label: `${unitName ?? commonTexts.unitNumber(unit)}${projectCode === '' ? '' : commonTexts.bracketed(projectCode)}`,
  }))
  const blank = { value: BLANK, label: analysisTexts.blankOfKind }
  const present = useMemo(() => (chosen === BLANK ? blankForm(kind) : form.data?.form), [chosen, kind, form.data])
  return (
    <div className="form-page">
      <div className="bar form-bar">
        <Link to="/settings" className="as-button">
          {commonTexts.settings}
        </Link>
        <h1 className="form-title">{KIND_NAMES[kind]}</h1>
        {filed !== undefined && (
          <>
            <YearField year={year} change={changeYear} />
            <Select
              aria-label={analysisTexts.formToShow}
              style={{ width: 260 }}
              value={chosen ?? null}
              loading={list.isFetching}
              showSearch={{ filterOption: false, onSearch: setText }}
              options={[blank, ...names]}
              notFoundContent={analysisTexts.noFormsOfYear(year)}
              onChange={(id: string | null) => setWish(id ?? BLANK)}
            />
          </>
        )}
        <span className="save">{told(chosen, filed, year, list.data?.rows.length)}</span>
        <span className="spring" />
      </div>
      {list.isError && <PageError error={list.error} reset={() => void list.refetch()} />}
      {form.isError && chosen !== BLANK && <PageError error={form.error} reset={() => void form.refetch()} />}
      {present ? <Shown key={chosen} kind={kind} form={present} /> : !list.isError && !form.isError && <PageLoading />}
    </div>
  )
}

/** Forms of a kind and year whose unit has the text in its name; none for a kind that is never filed. */
function useFormsOf(kind: FiledKind | undefined, year: number, text: string) {
  const { region } = useCurrent()
  return useQuery({
    queryKey: ['forms', region, 'kind', kind, year, text],
    queryFn: ({ signal }) => {
      const query = { year, limit: OFFERED, ...(kind ? { kind } : {}), ...(text === '' ? {} : { text }) }
      return call('GET', '/api/bureaus/:region/forms', { params: { region }, query, signal })
    },
    enabled: kind !== undefined,
    placeholderData: (before) => before,
  })
}

function told(
  chosen: string | undefined,
  filed: FiledKind | undefined,
  year: number,
  found: number | undefined,
): string {
  if (filed === undefined) return analysisTexts.neverFiled
  if (chosen === BLANK && found === 0) return analysisTexts.blankForWant(year)
  return commonTexts.readOnly
}

/** The form as it is printed, its score under the pack that one chooses in the panel, and the files it becomes. */
function Shown({ kind, form }: { kind: FormKind; form: Form }) {
  const [session, dispatch] = useReducer(reduceSession, undefined, () => sessionOf(kind, form))
  const [doc] = session.docs
  if (!doc) return null
  return (
    <>
      <div className="bar form-bar">
        <span className="soft">{analysisTexts.kindExplained}</span>
        <span className="spring" />
        <FormExports doc={doc} />
        <button type="button" onClick={() => window.print()} title={commonTexts.printHint}>
          {commonTexts.print}
        </button>
      </div>
      <TableView doc={doc} original={undefined} dispatch={dispatch} isReadOnly />
    </>
  )
}

function sessionOf(kind: FormKind, form: Form): Session {
  const docs: readonly Doc[] = docsOf(form.department ?? KIND_NAMES[kind], [form], [], () => kind)
  return { docs, active: kind }
}
