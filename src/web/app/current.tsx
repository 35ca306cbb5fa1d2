import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { Role } from '#engine'
import type { Answered } from '#server/api'
import { ApiProblem, call, rememberCsrf } from './client.ts'

export type Me = Answered<'GET', '/api/session'>

/** Who is signed in; null: nobody. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: async (): Promise<Me | null> => {
      try {
        const me = await call('GET', '/api/session')
        rememberCsrf(me.csrf)
        return me
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null
        throw error
      }
    },
    staleTime: 60_000,
  })
}

/** For whom and which year the application works at the moment. */
export type Current = {
  readonly me: Me
  /** The finance bureau. */
  readonly region: number
  readonly year: number
  readonly setRegion: (region: number) => void
  readonly setYear: (year: number) => void
  /** Nobody has chosen a year on this machine: the running campaign decides. */
  readonly isYearOpen: boolean
  /** The person's roles in this bureau and year, whatever the unit. */
  readonly roles: readonly Role[]
  /** Units of a role in this bureau and year; 0 among them means all. */
  readonly unitsOf: (role: Role) => readonly number[]
}

const Context = createContext<Current | undefined>(undefined)

/** Throws outside the application's frame: every page stands inside it. */
export function useCurrent(): Current {
  const current = useContext(Context)
  if (!current) throw new Error('a page outside the frame')
  return current
}

export function CurrentProvider({ me, children }: { me: Me; children: ReactNode }) {
  const regions = [...new Set(me.assignments.map(({ region }) => region))]
  const [region, setRegion] = useKept('jiheng.region', regions[0] ?? 0)
  const [year, setYear] = useKept('jiheng.year', defaultYear())
  const known = regions.includes(region) ? region : (regions[0] ?? 0)
  const current = useMemo((): Current => {
    const held = me.assignments.filter(
      (one) => one.region === known && one.fromYear <= year && (one.toYear === null || one.toYear >= year),
    )
    return {
      me,
      region: known,
      year,
      setRegion,
      setYear,
      isYearOpen: localStorage.getItem('jiheng.year') === null,
      roles: [...new Set(held.map(({ role }) => role))],
      unitsOf: (role) => held.filter((one) => one.role === role).map(({ unit }) => unit),
    }
  }, [me, known, year, setRegion, setYear])
  return <Context value={current}>{children}</Context>
}

/** Self-evaluations of a year are filed in the first months of the next. */
function defaultYear(): number {
  return new Date().getFullYear() - 1
}

function useKept(name: string, otherwise: number) {
  const [value, setValue] = useState(() => {
    const kept = Number(localStorage.getItem(name))
    return Number.isInteger(kept) && kept > 0 ? kept : otherwise
  })
  const set = useMemo(
    () => (next: number) => {
      localStorage.setItem(name, String(next))
      setValue(next)
    },
    [name],
  )
  return [value, set] as const
}
