import { Limit, LimitList, LimitPreview, PreviewLimit, SetLimit } from '@lembur/contracts/rules'
import { listLimits, previewLimit, setLimit } from '@lembur/domain/limit'
import { can, router } from '../trpc.ts'

export const limit = router({
  list: can('limit.read')
    .output(LimitList)
    .query(({ ctx }) => listLimits(ctx.domain)),

  set: can('limit.update')
    .input(SetLimit)
    .output(Limit.nullable())
    .mutation(({ ctx, input }) => setLimit(ctx.domain, input)),

  preview: can('limit.update')
    .input(PreviewLimit)
    .output(LimitPreview)
    .query(({ ctx, input }) => previewLimit(ctx.domain, input)),
})
