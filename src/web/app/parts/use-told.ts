import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { ApiProblem } from '../client.ts'

/** Runs a change and renews what it concerns; what the server declines is told in `problem`. True when it was done. */
export function useTold(key: QueryKey) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const run = useCallback(
    async (work: () => Promise<unknown>): Promise<boolean> => {
      setProblem(undefined)
      try {
        await work()
        return true
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        setProblem(error.message)
        return false
      } finally {
        await queries.invalidateQueries({ queryKey: key })
      }
    },
    [queries, key],
  )
  return { problem, run }
}
