import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatDecimal, STATUS_NAMES } from '#engine'
import { call } from '../client.ts'
import type { NotesProps } from './cell-notes.tsx'

const COLUMNS = { annualBudget: '全年预算数', execution: '全年执行数' } as const

/** For a department's form: the project forms of its units, their sum, and what differs. */
export function Projects({ region, base }: NotesProps) {
  const { data } = useQuery({
    queryKey: ['projects', region, base.id, base.version],
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/projects', { params: { region, form: base.id } }),
    enabled: base.form.kind === 'department-self-evaluation',
  })
  if (!data || data.projects.length === 0) return null
  return (
    <section className="notes" aria-label="项目汇总">
      <h3>项目表 {data.projects.length} 张</h3>
      <ul>
        {data.projects.map(({ form, unitName, project, status, executed, score }) => (
          <li key={form}>
            <Link to="/forms/$form" params={{ form }}>
              {project || '未命名的项目'}
            </Link>{' '}
            <small>
              {unitName}，{STATUS_NAMES[status]}
              {executed !== null && `，执行 ${formatDecimal(executed)} 元`}
              {score !== null && `，${score} 分`}
            </small>
          </li>
        ))}
      </ul>
      <table className="twin">
        <thead>
          <tr>
            <th scope="col">元</th>
            <th scope="col">本表</th>
            <th scope="col">项目合计</th>
            <th scope="col">差额</th>
          </tr>
        </thead>
        <tbody>
          {data.lines.map(({ column, department, projects, difference }) => (
            <tr key={column}>
              <th scope="row">{COLUMNS[column]}</th>
              <td className="number">{amount(department)}</td>
              <td className="number">{amount(projects)}</td>
              <td className="number">{difference === '0.00' ? '一致' : amount(difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <small>本表取{data.lines[0]?.source || '项目支出（表中没有写）'}。</small>
    </section>
  )
}

function amount(text: string | null): string {
  return text === null ? '不知道' : formatDecimal(text)
}
