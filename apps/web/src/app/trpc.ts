import type { AppRouter } from '@lembur/api'
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, type TRPCLink, wsLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { ref } from 'vue'
import { problemOf } from './problem.ts'
import type { SignOutReason } from './session.ts'

/** True while the line to the server stands. */
export const lineOpen = ref(false)

let onSessionOver: (reason: SignOutReason) => void = () => {}
/** What happens when the server says that nobody is signed in any more. */
export function whenSessionIsOver(handler: (reason: SignOutReason) => void): void {
  onSessionOver = handler
}
export const sessionIsOver = (reason: SignOutReason): void => onSessionOver(reason)

/** How the server says it, and what that means to the reader. */
const endings: Record<string, SignOutReason> = {
  'auth.required': 'expired',
  'auth.account_disabled': 'deactivated',
  'auth.session_ended': 'ended',
}

/** Looks at every answer: an ended session is told once, wherever it was noticed. */
const sessionLink: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error(error) {
          const ending = endings[problemOf(error)?.code ?? '']
          if (ending) sessionIsOver(ending)
          observer.error(error)
        },
      }),
    )

const line = createWSClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/trpc`,
  lazy: { enabled: true, closeMs: 0 },
  keepAlive: { enabled: true, intervalMs: 20_000, pongTimeoutMs: 5_000 },
  retryDelayMs: (attempt) => Math.min(500 * 2 ** attempt, 15_000),
  onOpen: () => {
    lineOpen.value = true
  },
  onClose: () => {
    lineOpen.value = false
  },
})

/** The server's procedures: questions and changes in batches over HTTP, live events over one WebSocket. */
export const trpc = createTRPCClient<AppRouter>({
  links: [
    sessionLink,
    splitLink({
      condition: (op) => op.type === 'subscription',
      true: wsLink({ client: line }),
      false: httpBatchLink({ url: '/trpc', maxURLLength: 2000, maxItems: 20 }),
    }),
  ],
})
