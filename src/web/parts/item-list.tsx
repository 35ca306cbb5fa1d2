import { Fragment, type KeyboardEvent, memo, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Severity } from '#engine'
import { type Item, pointersOf, ruleTitle, SEVERITIES, SEVERITY_WORDS } from '../check/findings.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'
import { FindingBody, QuestionBody } from './item-body.tsx'
import { useSteady } from './use-steady.ts'

export type ItemActions = {
  readonly select: (key: string | undefined) => void
  readonly apply: (item: Item) => void
  readonly confirm: (item: Item) => void
  readonly goTo: (item: Item) => void
}

type ItemListProps = {
  readonly items: readonly Item[]
  readonly current: Item | undefined
  readonly placeOf: (pointer: string) => string
  readonly form: Parameters<typeof FindingBody>[0]['form'] | undefined
  readonly actions: ItemActions
}

/** Everything left to decide, gravest first. Arrows walk it, Enter opens and takes a fix, Space confirms a doubtful value. */
export const ItemList = memo(function ItemList(props: ItemListProps) {
  const { items, current } = props
  const list = useRef<HTMLElement>(null)
  const walk = (step: number) => {
    const at = items.findIndex((item) => item.key === current?.key)
    props.actions.select(items[Math.max(0, Math.min(items.length - 1, at + step))]?.key)
  }
  useFocusOnCurrent(list, current?.key)
  // What is decided leaves the list: the next one is chosen before it goes.
  const apply = useSteady((item: Item) => {
    walk(1)
    props.actions.apply(item)
  })
  const confirm = useSteady((item: Item) => {
    walk(1)
    props.actions.confirm(item)
  })
  const { select, goTo } = props.actions
  const actions = useMemo(() => ({ select, goTo, apply, confirm }), [select, goTo, apply, confirm])
  const groups = useGroups(items)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -items.length, End: items.length }[event.key]
    if (step !== undefined) walk(step)
    else if (!current || !decideByKey(event, current, actions)) return
    event.preventDefault()
  }

  return (
    <section
      ref={list}
      className="items"
      aria-label={commonTexts.opinion}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.key === ' ' && event.preventDefault()}
    >
      {groups.map(({ severity, count, rules }) => (
        <Fragment key={severity ?? 'question'}>
          <h3 id={`group-${severity ?? 'question'}`} className={severity ?? 'question'}>
            {severity ? SEVERITY_WORDS[severity].word : paperTexts.doubtfulAndMissing} <b>{count}</b>
          </h3>
          {rules.map(({ rule, members }) => (
            <Members
              key={rule}
              title={members.length > 1 && severity !== undefined ? ruleTitle(rule) : undefined}
              members={members}
              current={current && members.includes(current) ? current : undefined}
              first={current || !members.includes(items[0] as Item) ? undefined : items[0]}
              placeOf={props.placeOf}
              form={current && members.includes(current) ? props.form : undefined}
              actions={actions}
            />
          ))}
        </Fragment>
      ))}
      {items.length === 0 && <p className="none">{paperTexts.noItems}</p>}
    </section>
  )
})

/** Enter goes into the fix and takes it, or to the cell in doubt; Space confirms; Esc closes. False: the key means nothing here. */
function decideByKey(event: KeyboardEvent<HTMLElement>, current: Item, actions: ItemActions): boolean {
  const isOnHead = (event.target as HTMLElement).parentElement?.classList.contains('item') ?? false
  switch (event.key) {
    case 'Escape':
      actions.select(undefined)
      return true
    case ' ':
      if (!isOnHead || current.kind !== 'question') return false
      actions.confirm(current)
      return true
    case 'Enter': {
      if (!isOnHead) return false
      if (current.kind === 'question') actions.goTo(current)
      const take = event.currentTarget.querySelector<HTMLElement>('.item.current .fix button')
      take?.focus()
      return current.kind === 'question' || take !== null
    }
    default:
      return false
  }
}

/** The chosen entry is scrolled to; it takes the focus if the focus was in the list, even when its old place has gone. */
function useFocusOnCurrent(list: RefObject<HTMLElement | null>, key: string | undefined): void {
  const wasInside = useRef(false)
  useEffect(() => {
    const note = () => {
      const { activeElement } = document
      if (activeElement !== document.body) wasInside.current = list.current?.contains(activeElement) ?? false
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [list])
  useEffect(() => {
    if (key === undefined) return
    const entry = list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(key)}"]`)
    entry?.scrollIntoView({ block: 'nearest' })
    if (wasInside.current) entry?.querySelector('button')?.focus({ preventScroll: true })
  }, [list, key])
}

type RuleGroup = { readonly rule: string; readonly members: readonly Item[] }
type Group = { readonly severity: Severity | undefined; readonly count: number; readonly rules: readonly RuleGroup[] }

/** The items by severity (undefined: the questions) and then by rule. A list that says what it said before is the very list of before. */
function useGroups(items: readonly Item[]): readonly Group[] {
  const kept = useRef<ReadonlyMap<string, readonly Item[]>>(new Map())
  return useMemo(() => {
    const lists = new Map<string, readonly Item[]>()
    const groups = [...SEVERITIES, undefined].flatMap((severity): readonly Group[] => {
      const own = items.filter((item) => severityOf(item) === severity)
      const rules = [...groupByRule(own)].map(([rule, fresh]) => {
        const key = `${severity} ${rule}`
        const before = kept.current.get(key)
        const members = before && isSameList(before, fresh) ? before : fresh
        lists.set(key, members)
        return { rule, members }
      })
      return own.length === 0 ? [] : [{ severity, count: own.length, rules }]
    })
    kept.current = lists
    return groups
  }, [items])
}

function isSameList(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, i) => item === other[i])
}

function groupByRule(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const rule = item.kind === 'finding' ? item.finding.rule : item.reading.status
    const group = groups.get(rule)
    if (group) group.push(item)
    else groups.set(rule, [item])
  }
  return groups
}

type MembersProps = Pick<ItemListProps, 'placeOf' | 'actions'> & {
  /** Stands over several findings of one kind. */
  readonly title: string | undefined
  readonly members: readonly Item[]
  /** The chosen one, if it is among them. */
  readonly current: Item | undefined
  /** The one that takes the focus when none is chosen, if it is among them. */
  readonly first: Item | undefined
  readonly form: ItemListProps['form'] | undefined
}

/** What one rule says. A key press changes what few rules say: the others are not drawn again. */
const Members = memo(function Members({ title, members, current, first, placeOf, form, actions }: MembersProps) {
  return (
    <div className="rule">
      {title && (
        <h4>
          {title} <small>{paperTexts.places(members.length)}</small>
        </h4>
      )}
      {members.map((item) => (
        <Entry
          key={item.key}
          item={item}
          isCurrent={item === current}
          isFirst={item === first}
          title={titleOf(item, placeOf)}
          form={item === current ? form : undefined}
          placeOf={placeOf}
          actions={actions}
        />
      ))}
    </div>
  )
})

function titleOf(item: Item, placeOf: ItemListProps['placeOf']): string {
  if (item.kind === 'finding') return item.finding.message
  return `${placeOf(pointersOf(item)[0] ?? '')}${commonTexts.colon}${item.cell.text || paperTexts.missingValue}`
}

type EntryProps = {
  readonly item: Item
  readonly isCurrent: boolean
  /** Takes the focus when none is chosen. */
  readonly isFirst: boolean
  readonly title: string
  /** Given to the chosen one alone: only that shows what its fix would do. */
  readonly form: ItemListProps['form'] | undefined
  readonly placeOf: ItemListProps['placeOf']
  readonly actions: ItemActions
}

const Entry = memo(function Entry({ item, isCurrent, isFirst, title, form, placeOf, actions }: EntryProps) {
  const mark = item.kind === 'finding' ? SEVERITY_WORDS[item.finding.severity].mark : '?'
  return (
    <article className={`item ${isCurrent ? 'current' : ''}`} data-item={item.key}>
      <button
        type="button"
        tabIndex={isCurrent || isFirst ? 0 : -1}
        aria-expanded={isCurrent}
        onClick={() => actions.select(isCurrent ? undefined : item.key)}
        onFocus={() => isCurrent || !isFirst || actions.select(item.key)}
      >
        <span className={`sign ${item.kind === 'finding' ? item.finding.severity : 'question'}`} aria-hidden="true">
          {mark}
        </span>
        <span className="what">{title}</span>
      </button>
      {form && item.kind === 'finding' && (
        <FindingBody finding={item.finding} form={form} placeOf={placeOf} apply={() => actions.apply(item)} />
      )}
      {isCurrent && item.kind === 'question' && (
        <QuestionBody item={item} confirm={() => actions.confirm(item)} goTo={() => actions.goTo(item)} />
      )}
    </article>
  )
}, sameEntry)

/** A check makes all findings anew; one that reads as before is drawn as it was. */
function sameEntry(before: EntryProps, after: EntryProps): boolean {
  return (
    before.title === after.title &&
    before.isCurrent === after.isCurrent &&
    before.isFirst === after.isFirst &&
    before.form === after.form &&
    before.item.key === after.item.key &&
    severityOf(before.item) === severityOf(after.item) &&
    (!after.isCurrent || before.item === after.item)
  )
}

function severityOf(item: Item): Severity | undefined {
  return item.kind === 'finding' ? item.finding.severity : undefined
}
