import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { placeName } from '#engine'
import type { Answered } from '#server/api'
import type { Table } from '../../pages/use-table.ts'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { call } from '../client.ts'
import { moment } from '../words.ts'
import { type NotesProps, placeOf } from './cell-notes.tsx'
import { Problem } from './problem.tsx'
import { useTold } from './use-told.ts'

type Comment = Answered<'GET', '/api/bureaus/:region/forms/:form/comments'>['comments'][number]

/** What reviewers said, pinned to cells; the open ones first. */
export function Comments({ region, base, table }: NotesProps) {
  const params = { region, form: base.id }
  const key = ['comments', region, base.id]
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/comments', { params }),
  })
  const { problem, run } = useTold(key)
  const all = [...(data?.comments ?? [])].sort((a, b) => Number(a.resolvedAt !== null) - Number(b.resolvedAt !== null))
  const open = all.filter(({ resolvedAt }) => resolvedAt === null).length
  const mayWrite = base.roles.some((role) => role !== 'auditor' && role !== 'administrator')
  const settle = (comment: Comment) =>
    run(() =>
      call('PATCH', '/api/bureaus/:region/forms/:form/comments/:comment', {
        params: { ...params, comment: comment.id },
        body: { isResolved: comment.resolvedAt === null },
      }),
    )
  return (
    <section className="notes" aria-label={formTexts.comments}>
      <h3>
        {formTexts.comments}
        {open > 0 && formTexts.unresolved(open)}
      </h3>
      <ul>
        {all.map((comment) => (
          <OneComment
            key={comment.id}
            comment={comment}
            by={data?.names[comment.by] ?? ''}
            table={table}
            settle={mayWrite ? () => void settle(comment) : undefined}
          />
        ))}
      </ul>
      {mayWrite && (
        <Write
          table={table}
          send={(body) =>
            run(() => call('POST', '/api/bureaus/:region/forms/:form/comments', { params, body, isOnce: true }))
          }
        />
      )}
      <Problem text={problem} />
    </section>
  )
}

type OneProps = { comment: Comment; by: string; table: Table; settle: (() => void) | undefined }

function OneComment({ comment, by, table, settle }: OneProps) {
  const { place, text, at, resolvedAt, note } = comment
  return (
    <li className={resolvedAt === null ? '' : 'resolved'}>
      <button type="button" className="link" onClick={() => table.selectPointer(place)} disabled={place === ''}>
        {place === '' ? commonTexts.wholeForm : placeName(table.draft, place) || place}
      </button>
      <p>{text}</p>
      <small>
        {by} {moment(at)}
        {resolvedAt !== null && formTexts.resolvedBy(note === '' ? '' : `${commonTexts.colon}${note}`)}
      </small>
      {settle && (
        <button type="button" onClick={settle}>
          {resolvedAt === null ? formTexts.resolve : formTexts.reopen}
        </button>
      )}
    </li>
  )
}

type WriteProps = {
  table: Table
  send: (body: { readonly place: string; readonly text: string }) => Promise<boolean>
}

function Write({ table, send }: WriteProps) {
  const place = placeOf(table)
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const field = event.currentTarget.elements.namedItem('text') as HTMLTextAreaElement
    if (await send({ place, text: field.value })) field.value = ''
  }
  const where = place === '' ? formTexts.commentForm : formTexts.commentOn(placeName(table.draft, place))
  return (
    <form onSubmit={(event) => void add(event)}>
      <textarea name="text" rows={2} maxLength={2000} required aria-label={formTexts.comment} placeholder={where} />
      <button type="submit">{formTexts.comment}</button>
    </form>
  )
}
