import type { Finding, Form } from '#engine'
import { type Change, changesOf, type Item, ruleTitle } from '../check/findings.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'
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
            {paperTexts.takeFix(finding.fix.safe ? '' : paperTexts.checkFirst)}
          </button>
        </div>
      )}
      <p className="small">
        {places.join(commonTexts.semicolon)}
        {finding.at.length > places.length && paperTexts.andOthers(finding.at.length)}
      </p>
      <p className="small">
        {finding.code} {ruleTitle(finding.rule)}
        {commonTexts.period}
        {finding.basis}
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
        {STATUS_WORDS[reading.status]}
        {commonTexts.period}
        {reading.how}
      </p>
      {reading.raw !== undefined && (
        <p>
          {paperTexts.originalText} <code>{reading.raw.replaceAll('\t', '⇥').replaceAll('\n', '↵')}</code>
        </p>
      )}
      {reading.alternatives && reading.alternatives.length > 0 && (
        <p>{commonTexts.perhaps(reading.alternatives.join(commonTexts.listMark))}</p>
      )}
      <p className="actions">
        {reading.status === 'doubtful' && (
          <button type="button" className="primary" onClick={confirm}>
            {paperTexts.confirmRight}
          </button>
        )}
        <button type="button" onClick={goTo}>
          {reading.status === 'missing' ? paperTexts.supply : paperTexts.changeIt}
        </button>
      </p>
    </div>
  )
}
