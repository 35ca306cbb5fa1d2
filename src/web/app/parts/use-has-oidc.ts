import { useQuery } from '@tanstack/react-query'
import { call } from '../client.ts'

/** Whether this server signs people in by the office's identity provider. */
export function useHasOidc(): boolean {
  const { data } = useQuery({
    queryKey: ['oidc'],
    queryFn: () => call('GET', '/api/oidc'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.isConfigured ?? false
}
