export { type Document, readGrids } from './read.ts'
export type * from './sheet.ts'
