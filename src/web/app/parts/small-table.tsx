import { Table, type TableProps } from 'antd'
import { useEffect, useRef } from 'react'

type SmallTableProps<Row extends object> = Omit<TableProps<Row>, 'dataSource' | 'scroll'> & {
  /** What is in it, for those who hear it. */
  readonly label: string
  readonly rows: readonly Row[]
  /** Narrower than this in pixels, it scrolls sideways. */
  readonly width: number
}

/** A table without pages. The part that scrolls takes the focus, so that the keyboard reaches what is out of sight. */
export function SmallTable<Row extends object>({ label, rows, width, ...rest }: SmallTableProps<Row>) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const scrolling = box.current?.querySelector<HTMLElement>('.ant-table-content')
    scrolling?.setAttribute('tabindex', '0')
    scrolling?.setAttribute('role', 'group')
    scrolling?.setAttribute('aria-label', label)
  })
  return (
    <div ref={box}>
      <Table<Row> size="small" pagination={false} scroll={{ x: width }} dataSource={[...rows]} {...rest} />
    </div>
  )
}
