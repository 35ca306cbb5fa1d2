import type { Endpoints } from './api/endpoints.ts'

export type { ImportedRow } from './jobs/import-files.ts'

/** The door for the web: types only, no values. */
type Every = Endpoints[number]
type TypesOf<E> = E extends { readonly types?: infer T } ? NonNullable<T> : never
type Table = { readonly [E in Every as `${E['method']} ${E['path']}`]: TypesOf<E> }

export type ApiMethod = Every['method']
/** The path itself if there is such an endpoint; never otherwise. */
export type ApiPath<M extends ApiMethod, P extends string> = `${M} ${P}` extends keyof Table ? P : never

type At<M extends ApiMethod, P extends string> = `${M} ${P}` extends infer K extends keyof Table ? Table[K] : never

/** What a request sends, asks for in the address, and gets back, by method and path. */
export type Sent<M extends ApiMethod, P extends string> = At<M, P> extends { readonly sent: infer S } ? S : never
export type Asked<M extends ApiMethod, P extends string> = At<M, P> extends { readonly asked: infer A } ? A : never
export type Answered<M extends ApiMethod, P extends string> = At<M, P> extends { readonly answer: infer A } ? A : never
