/** The number of this answer of the server: what carries it may bring styles into the page. Empty where nobody asks for one. */
export const nonce = document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? ''

/**
 * Some parts of the components (the lock of the scroll bar behind a dialog) make their styles without asking for the number. Scripts of
 * ours make nothing else that the policy would have to fear, so every style element made here gets it.
 */
export function letStylesIn(): void {
  const create = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (nonce !== '' && element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof document.createElement
}
