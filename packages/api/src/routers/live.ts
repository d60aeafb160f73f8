import { LiveFrom } from '@lembur/contracts/system'
import { liveEvents } from '../live.ts'
import { router, signedIn } from '../trpc.ts'

export const live = router({
  events: signedIn
    .input(LiveFrom)
    .subscription(({ ctx, input, signal }) => liveEvents(ctx, input.lastEventId, signal ?? AbortSignal.abort())),
})
