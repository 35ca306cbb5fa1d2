import { useCallback, useState } from 'react'
import { useCurrent } from '../current.tsx'

export type ListName = 'board' | 'forms' | 'people' | 'units'

/** Conditions of a list as its address has them. */
export type Conditions = Readonly<Record<string, string | number | boolean>>

export type SavedFilter = { readonly name: string; readonly conditions: Conditions }

type Kept = { readonly filters: readonly SavedFilter[]; readonly hidden: readonly string[] }

const NOTHING: Kept = { filters: [], hidden: [] }

/** What somebody has chosen for a list on this machine: named filters, and columns they do not want to see. Another account has its own. */
export function useKeptList(list: ListName) {
  const { me } = useCurrent()
  const name = `jiheng.list.v1.${me.account.id}.${list}`
  const [kept, setKept] = useState(() => read(name))
  const keep = useCallback(
    (next: Kept) => {
      setKept(next)
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch (error) {
        // No room, or a private window: it holds as long as the page does.
        console.info('list not kept on this machine:', error)
      }
    },
    [name],
  )
  return {
    ...kept,
    hide: (hidden: readonly string[]) => keep({ ...kept, hidden }),
    /** A filter of the same name is replaced. */
    save: (filter: SavedFilter) =>
      keep({ ...kept, filters: [...kept.filters.filter((one) => one.name !== filter.name), filter] }),
    remove: (gone: string) => keep({ ...kept, filters: kept.filters.filter((one) => one.name !== gone) }),
  }
}

function read(name: string): Kept {
  try {
    const { filters, hidden } = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Kept>
    return { filters: filters ?? [], hidden: hidden ?? [] }
  } catch {
    // Half of a text, or no storage: nothing was chosen.
    return NOTHING
  }
}

/** The same conditions, in whatever order they were set. */
export function isSame(one: Conditions, other: Conditions): boolean {
  const text = (conditions: Conditions) =>
    JSON.stringify(Object.entries(conditions).sort(([a], [b]) => (a < b ? -1 : 1)))
  return text(one) === text(other)
}
