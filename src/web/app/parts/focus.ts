/** For `ref`: the field has the focus when it appears, once. */
export function focusAtFirst(field: HTMLElement | null): void {
  field?.focus()
}
