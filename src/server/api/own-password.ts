import { findAccountById } from '../store/people.ts'
import type { Services } from './endpoint.ts'
import { isPassword } from './passwords.ts'
import { Refused } from './refused.ts'
import { noteWrongTry } from './sign-in-log.ts'

/** Asks somebody who is signed in for the password again: whoever sits down at an open page must not take the account over. Wrong ones count. */
export async function checkOwnPassword(
  services: Services,
  id: string,
  password: string,
): Promise<{ readonly login: string }> {
  const { database, now } = services
  const account = await database.asOwner((query) => findAccountById(query, id))
  if (!account) throw new Error('a session without an account')
  if (account.lockedUntil > now()) throw new Refused('forbidden', '密码错得太多，账号暂时关着。请稍后再试。')
  if (!(await isPassword(account.passwordHash, password))) {
    await noteWrongTry(services, account)
    throw new Refused('forbidden', '现在的密码不对。')
  }
  return { login: account.login }
}
