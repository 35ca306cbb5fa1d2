/** Offers a text as a download; the mark in front lets Excel and WPS read the Chinese. */
export function saveText(name: string, text: string): void {
  save(name, new Blob([`\uFEFF${text}`], { type: 'text/plain;charset=utf-8' }))
}

export function saveBytes(name: string, bytes: Uint8Array): void {
  save(name, new Blob([new Uint8Array(bytes)]))
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** A line of a CSV file. What a spreadsheet would take for a formula gets a sign in front. */
export function csvLine(values: readonly string[]): string {
  return values.map((value) => `"${(/^[=+\-@]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`).join(',')
}
