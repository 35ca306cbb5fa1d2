import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'

type SearchTextProps = {
  /** As the address has it. */
  readonly value: string
  readonly label: string
  /** In pixels. */
  readonly width: number
  readonly change: (text: string) => void
}

/** The text a list is searched for: follows the address when a saved filter or the way back changes it, and the keys otherwise. */
export function SearchText({ value, label, width, change }: SearchTextProps) {
  const [text, setText] = useState(value)
  const sent = useRef(value)
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])
  return (
    <Input.Search
      allowClear
      placeholder={label}
      aria-label={label}
      style={{ width }}
      value={text}
      onChange={({ target }) => {
        setText(target.value)
        sent.current = target.value.trim()
        change(sent.current)
      }}
    />
  )
}
