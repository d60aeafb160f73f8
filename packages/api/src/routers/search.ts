import { FindAnything, FoundList } from '@lembur/contracts/system'
import { findAnything } from '@lembur/domain/search'
import { router, signedIn } from '../trpc.ts'

export const search = router({
  find: signedIn
    .input(FindAnything)
    .output(FoundList)
    .query(({ ctx, input }) => findAnything(ctx.domain, input)),
})
