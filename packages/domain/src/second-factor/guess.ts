import type { Gate } from '../identity/index.ts'

/**
 * Looks at what may be a guess at somebody's code, slowing down who guesses wrong: for each account, from wherever the
 * guesses come and however many sign-ins they are spread over. Errors: `auth.too_many_attempts` with `retryAfterSeconds`.
 */
export async function judged({ throttle }: Gate, userId: string, now: Date, isRight: () => Promise<boolean>): Promise<boolean> {
  const account = `second factor of ${userId}`
  return throttle.inTurn(account, async () => {
    throttle.check(account, userId, now)
    const right = await isRight()
    if (right) throttle.succeeded(account, userId, now)
    else throttle.failed(account, userId, now)
    return right
  })
}
