import type { Origin, Services } from '../kernel/index.ts'
import { openSessions, type Sessions } from './sessions.ts'
import { newThrottle, type Throttle } from './throttle.ts'

/** Where people come in: what signing in needs of a process, for as long as it lives. */
export type Gate = { services: Services; sessions: Sessions; throttle: Throttle }

/** Somebody at the gate who has not shown yet who he is. */
export type Visit = { origin: Origin; now: Date }

export const openGate = async (services: Services): Promise<Gate> => ({
  services,
  sessions: await openSessions(services.database),
  throttle: newThrottle(),
})
