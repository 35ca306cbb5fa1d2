import type { Endpoint } from './endpoint.ts'
import { formEndpoints } from './forms.ts'
import { peopleEndpoints } from './people.ts'

/** Every endpoint there is. */
export const endpoints: readonly Endpoint[] = [...peopleEndpoints, ...formEndpoints]
