import type { Endpoints } from './api/endpoints.ts'

/** The door for the web: types only, no values. */
type Every = Endpoints[number]
export type ApiMethod = Every['method']
export type ApiPath<M extends ApiMethod> = Extract<Every, { readonly method: M }>['path']
type At<M extends ApiMethod, P extends string> = Extract<Every, { readonly method: M; readonly path: P }>
type Types<E> = E extends { readonly types?: infer T } ? NonNullable<T> : never

/** What a request sends, asks for in the address, and gets back, by method and path. */
export type Sent<M extends ApiMethod, P extends ApiPath<M>> = Types<At<M, P>> extends { sent: infer S } ? S : never
export type Asked<M extends ApiMethod, P extends ApiPath<M>> = Types<At<M, P>> extends { asked: infer A } ? A : never
export type Answered<M extends ApiMethod, P extends ApiPath<M>> =
  Types<At<M, P>> extends { answer: infer A } ? A : never
