import type { TableColumnsType } from 'antd'

type AnyColumn<Row> = TableColumnsType<Row>[number]

/** A column that can be hidden and exported. */
export type ListColumn<Row> = AnyColumn<Row> & {
  readonly key: string
  readonly title: string
  /** What an export writes; null: not known. */
  readonly say: (row: Row) => string | number | null
  /** Always shown: without it a row could not be told from another. */
  readonly isFixed?: true
}

export function shownColumns<Row>(
  columns: readonly ListColumn<Row>[],
  hidden: readonly string[],
): readonly ListColumn<Row>[] {
  return columns.filter(({ key, isFixed }) => isFixed || !hidden.includes(key))
}
