import type { Finding, Form } from '#engine'
import { type Change, changesOf, type Item, ruleTitle } from '../check/findings.ts'
import { STATUS_WORDS } from './facts.tsx'

type FindingBodyProps = { finding: Finding; form: Form; placeOf: (pointer: string) => string; apply: () => void }

/** What to do, why, and the fix before it is taken. */
export function FindingBody({ finding, form, placeOf, apply }: FindingBodyProps) {
  const places = [...new Set(finding.at.map(placeOf))].slice(0, 4)
  return (
    <div className="body">
      <p>{finding.advice}</p>
      {finding.fix && (
        <div className="fix">
          <Changes changes={changesOf(form, finding.fix.edits)} />
          <button type="button" className="primary" onClick={apply}>
            采纳{finding.fix.safe ? '' : '（请先核对）'}
          </button>
        </div>
      )}
      <p className="small">
        {places.join('；')}
        {finding.at.length > places.length && ` 等 ${finding.at.length} 处`}
      </p>
      <p className="small">
        {finding.code} {ruleTitle(finding.rule)}。{finding.basis}
      </p>
    </div>
  )
}

/** Before → after, one line a cell. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <ul className="changes">
      {changes.map(({ place, before, after }) => (
        <li key={place}>
          <small>{place}</small>
          <span>
            <del>{before}</del> → <ins>{after}</ins>
          </span>
        </li>
      ))}
    </ul>
  )
}

type QuestionBodyProps = { item: Extract<Item, { kind: 'question' }>; confirm: () => void; goTo: () => void }

export function QuestionBody({ item, confirm, goTo }: QuestionBodyProps) {
  const { reading } = item
  return (
    <div className="body">
      <p>
        {STATUS_WORDS[reading.status]}。{reading.how}
      </p>
      {reading.raw !== undefined && (
        <p>
          原文 <code>{reading.raw.replaceAll('\t', '⇥').replaceAll('\n', '↵')}</code>
        </p>
      )}
      {reading.alternatives && reading.alternatives.length > 0 && <p>也可能是：{reading.alternatives.join('、')}</p>}
      <p className="actions">
        {reading.status === 'doubtful' && (
          <button type="button" className="primary" onClick={confirm}>
            无误，确认（空格）
          </button>
        )}
        <button type="button" onClick={goTo}>
          {reading.status === 'missing' ? '补填（回车）' : '修改（回车）'}
        </button>
      </p>
    </div>
  )
}
