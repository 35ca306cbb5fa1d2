import { useQuery } from '@tanstack/react-query'
import { type DragEvent, useRef, useState } from 'react'
import { placeName } from '#engine'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { addressOf, call } from '../client.ts'
import { moment } from '../words.ts'
import { type NotesProps, placeOf } from './cell-notes.tsx'
import { Problem } from './problem.tsx'
import { useTold } from './use-told.ts'

const ATTACHMENT = '/api/bureaus/:region/forms/:form/attachments/:attachment'

/** Files that prove what stands on the form, pinned to a row or to the whole. Dropped here or chosen. */
export function Evidence({ region, base, table, isEditable }: NotesProps) {
  const params = { region, form: base.id }
  const key = ['attachments', region, base.id]
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/attachments', { params }),
  })
  const { problem, run } = useTold(key)
  const place = rowOf(placeOf(table))
  const all = (data?.attachments ?? []).filter(({ removedAt }) => removedAt === null)
  const add = async (files: readonly File[]) => {
    for (const file of files)
      await run(() =>
        call('POST', '/api/bureaus/:region/forms/:form/attachments', {
          params,
          query: { name: file.name, place },
          bytes: file,
        }),
      )
  }
  return (
    <DropArea isOn={isEditable} drop={add}>
      <h3>
        {formTexts.evidence}
        {all.length > 0 && `${commonTexts.bracketed(all.length)}`}
      </h3>
      <ul>
        {all.map((one) => (
          <li key={one.id}>
            <a href={addressOf(ATTACHMENT, { ...params, attachment: one.id })} download>
              {one.name}
            </a>
            <small>
              {one.place === '' ? commonTexts.wholeForm : placeName(table.draft, `${one.place}/name`) || one.place} ·{' '}
              {data?.names[one.by] ?? ''} {moment(one.at)}
            </small>
            {isEditable && (
              <button
                type="button"
                aria-label={formTexts.removeFile(one.name)}
                onClick={() =>
                  void run(() => call('DELETE', ATTACHMENT, { params: { ...params, attachment: one.id } }))
                }
              >
                {formTexts.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {isEditable && <Choose add={add} where={place === '' ? '' : formTexts.toRow} />}
      {!isEditable && all.length === 0 && <small>{commonTexts.none}</small>}
      <Problem text={problem} />
    </DropArea>
  )
}

type Add = (files: readonly File[]) => Promise<void>

function Choose({ add, where }: { add: Add; where: string }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={(event) => {
          void add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {formTexts.attach(where)}
      </button>{' '}
      <small>{formTexts.dropToo}</small>
    </>
  )
}

function DropArea({ isOn, drop, children }: { isOn: boolean; drop: Add; children: React.ReactNode }) {
  const [isOver, setOver] = useState(false)
  const over = (event: DragEvent) => {
    event.preventDefault()
    setOver(isOn)
  }
  return (
    <section
      className={`notes evidence ${isOver ? 'over' : ''}`}
      aria-label={formTexts.evidence}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (isOn) void drop([...event.dataTransfer.files])
      }}
    >
      {children}
    </section>
  )
}

function rowOf(pointer: string): string {
  return /^\/(?:indicators|funds\/rows)\/\d+/.exec(pointer)?.[0] ?? ''
}
