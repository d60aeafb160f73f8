import type { Origin, Services } from '../kernel/index.ts'
import { openSessions, type Sessions } from './sessions.ts'
import { newThrottle, type Throttle } from './throttle.ts'

/** Where people come in: what signing in needs of a process, for as long as it lives. */
export type Gate = {
  services: Services
  sessions: Sessions
  throttle: Throttle
  /**
   * Counts tries that no service could answer. They are no guesses, since the password may be right; but they may be guesses at
   * a password that is kept here, and so are slowed as well, an address more gently: a whole plant may stand behind it.
   */
  whenDown: Throttle
}

/** Tries from one address in a minute that no service could answer. */
const unansweredPerMinute = 60

/** Somebody at the gate who has not shown yet who he is. */
export type Visit = { origin: Origin; now: Date }

export const openGate = async (services: Services): Promise<Gate> => ({
  services,
  sessions: await openSessions(services.database),
  throttle: newThrottle(),
  whenDown: newThrottle(unansweredPerMinute),
})
