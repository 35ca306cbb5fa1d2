import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane; it is the library's default kind. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const SHORTEST = 10
const LONGEST = 200
/** Signs that nobody mistakes for one another when they are read out. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** What is wrong with a new password, in Chinese; undefined when it is good enough. */
export function passwordFault(password: string, login: string): string | undefined {
  if (password.length < SHORTEST) return `密码至少 ${SHORTEST} 个字符。`
  if (password.length > LONGEST) return `密码最多 ${LONGEST} 个字符。`
  if (new Set(password).size < 5) return '密码里不同的字符太少，容易被猜到。'
  if (password.toLowerCase().includes(login.toLowerCase())) return '密码里不能有登录名。'
  return undefined
}

/** A code by chance in groups of four: four groups carry 79 bits. */
export function randomCode(groups = 4): string {
  const sign = () => SIGNS[randomInt(SIGNS.length)]
  return Array.from({ length: groups }, () => Array.from({ length: 4 }, sign).join('')).join('-')
}

/** A password for the first sign-in, shown once to whoever made the account. */
export function initialPassword(login: string): string {
  for (;;) {
    const password = randomCode()
    if (passwordFault(password, login) === undefined) return password
  }
}

export async function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

let decoy: Promise<string> | undefined

/** Takes as long for a login that does not exist as for a wrong password: time must not tell which logins there are. */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const matches = await verify(stored ?? (await decoy), password.slice(0, LONGEST))
  return matches && typeof stored === 'string'
}
