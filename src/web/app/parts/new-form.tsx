import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { type Form, KIND_NAMES } from '#engine'
import { readInWorker } from '../../reading/read.ts'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { ApiProblem, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { FILED_KINDS, type FiledKind } from '../words.ts'

type From = 'blank' | 'lastYear' | 'targets' | 'record'

const FROM: readonly { readonly from: From; readonly label: string; readonly hint: string }[] = [
  { from: 'lastYear', label: formTexts.fromLastYear, hint: formTexts.fromLastYearWhat },
  { from: 'targets', label: formTexts.fromTargets, hint: formTexts.fromTargetsWhat },
  { from: 'record', label: formTexts.fromFile, hint: formTexts.fromFileWhat },
  { from: 'blank', label: formTexts.fromNothing, hint: '' },
]

/** Begins a form of one's unit: from last year's, from approved targets, from a file, or blank. */
export function NewForm() {
  const { region, year, unitsOf } = useCurrent()
  const queries = useQueryClient()
  const units = useUnits()
  const [kind, setKind] = useState<FiledKind>('department-self-evaluation')
  const [from, setFrom] = useState<From>('lastYear')
  const [unit, setUnit] = useState<number>()
  const [problem, setProblem] = useState<string>()
  const [progress, setProgress] = useState<string>()
  const file = useRef<HTMLInputElement>(null)
  const own = unitsOf('clerk')
  const chosen = unit ?? (own[0] === 0 ? units[0]?.id : own[0])

  const begin = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const projectCode = String(new FormData(event.currentTarget).get('project') ?? '').trim()
    setProblem(undefined)
    try {
      if (chosen === undefined) throw new ApiProblem(0, 'unit', formTexts.noUnits)
      const record = from === 'record' ? await readRecord(file.current?.files?.[0], kind, setProgress) : undefined
      const body = { unit: chosen, fiscalYear: year, kind, projectCode, from, ...(record ? { record } : {}) }
      const made = await call('POST', '/api/bureaus/:region/forms', { params: { region }, body, isOnce: true })
      await queries.invalidateQueries({ queryKey: ['forms'] })
      window.location.hash = `#/forms/${made.id}`
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
    } finally {
      setProgress(undefined)
    }
  }
  return (
    <form className="new-form" onSubmit={begin}>
      <label>
        {commonTexts.unit}
        <select value={chosen ?? ''} onChange={(event) => setUnit(Number(event.target.value))}>
          {units
            .filter(({ id }) => own.includes(0) || own.includes(id))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      <label>
        {commonTexts.form}
        <select value={kind} onChange={(event) => setKind(event.target.value as FiledKind)}>
          {FILED_KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      {kind !== 'department-self-evaluation' && (
        <label>
          {formTexts.projectCode}
          <input name="project" maxLength={60} />
        </label>
      )}
      <fieldset>
        <legend>{formTexts.startFrom}</legend>
        {FROM.map(({ from: one, label, hint }) => (
          <label key={one}>
            <input type="radio" name="from" checked={from === one} onChange={() => setFrom(one)} /> {label}{' '}
            <small>{hint}</small>
          </label>
        ))}
      </fieldset>
      {from === 'record' && <input ref={file} type="file" required aria-label={formTexts.fileToRead} />}
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="primary" disabled={progress !== undefined}>
        {progress ?? commonTexts.create}
      </button>
    </form>
  )
}

/** The units of the year that the person may see. */
export function useUnits() {
  const { region, year } = useCurrent()
  const { data } = useQuery({
    queryKey: ['unit-tree', region, year],
    queryFn: () => call('GET', '/api/bureaus/:region/unit-tree', { params: { region }, query: { year } }),
    staleTime: 300_000,
  })
  return data?.units ?? []
}

/** Reads on this machine, as the check page does; only the record goes to the server. */
async function readRecord(file: File | undefined, kind: FiledKind, tell: (step: string) => void): Promise<Form> {
  if (!file) throw new ApiProblem(0, 'file', formTexts.chooseFileFirst)
  tell(formTexts.reading)
  const bytes = file.arrayBuffer().then((buffer) => new Uint8Array(buffer))
  const { forms, problems } = await readInWorker(bytes, () => undefined).finished
  const fitting = forms.filter((form) => form.kind === kind)
  const [form, other] = fitting
  if (!form) throw new ApiProblem(0, 'file', problems[0]?.message ?? formTexts.noFormIn(file.name, KIND_NAMES[kind]))
  if (other) throw new ApiProblem(0, 'file', formTexts.manyFormsIn(file.name, fitting.length))
  tell(formTexts.sending)
  return form
}
