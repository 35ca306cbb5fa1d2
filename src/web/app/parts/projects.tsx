import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatDecimal } from '#engine'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { statusNames } from '../../texts/names.ts'
import { call } from '../client.ts'
import type { NotesProps } from './cell-notes.tsx'

const COLUMNS = { annualBudget: formTexts.annualBudget, execution: formTexts.execution } as const

/** For a department's form: the project forms of its units, their sum, and what differs. */
export function Projects({ region, base }: NotesProps) {
  const { data } = useQuery({
    queryKey: ['projects', region, base.id, base.version],
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/projects', { params: { region, form: base.id } }),
    enabled: base.form.kind === 'department-self-evaluation',
  })
  if (!data || data.projects.length === 0) return null
  return (
    <section className="notes" aria-label={formTexts.projectsSum}>
      <h3>{formTexts.projectForms(data.projects.length)}</h3>
      <ul>
        {data.projects.map(({ form, unitName, project, status, executed, score }) => (
          <li key={form}>
            <Link to="/forms/$form" params={{ form }}>
              {project || formTexts.untitledProject}
            </Link>{' '}
            <small>
              {unitName}
              {commonTexts.comma}
              {statusNames[status]}
              {executed !== null && formTexts.executedYuan(formatDecimal(executed))}
              {score !== null && formTexts.projectScore(score)}
            </small>
          </li>
        ))}
      </ul>
      <table className="twin">
        <thead>
          <tr>
            <th scope="col">{formTexts.yuan}</th>
            <th scope="col">{formTexts.thisForm}</th>
            <th scope="col">{formTexts.projectsTotal}</th>
            <th scope="col">{formTexts.gap}</th>
          </tr>
        </thead>
        <tbody>
          {data.lines.map(({ column, department, projects, difference }) => (
            <tr key={column}>
              <th scope="row">{COLUMNS[column]}</th>
              <td className="number">{amount(department)}</td>
              <td className="number">{amount(projects)}</td>
              <td className="number">{difference === '0.00' ? formTexts.agree : amount(difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <small>
        {formTexts.takenFrom}
        {data.lines[0]?.source || formTexts.projectSpending}
        {commonTexts.period}
      </small>
    </section>
  )
}

function amount(text: string | null): string {
  return text === null ? formTexts.amountUnknown : formatDecimal(text)
}
