export const root: string
export function isInstalled(): boolean
export function installMissing(): void
export function sourceState(): string
export function isBuilt(): boolean
export function buildMissing(): void
