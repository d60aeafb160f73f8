import { CorrectionList, CorrectionPreview, CreateCorrection, ListCorrections, PreviewCorrection } from '@lembur/contracts/closing'
import { Correction } from '@lembur/contracts/overtime'
import { correctOvertime, listCorrections, previewCorrection } from '@lembur/domain/overtime'
import { can, rest, router } from '../trpc.ts'

const tag = 'Overtime corrections'
const path = '/v1/overtime-corrections'

export const correction = router({
  list: can('correction.read')
    .meta(rest('GET', path, tag, 'The corrections the reader may see, of a period or a request, newest first'))
    .input(ListCorrections)
    .output(CorrectionList)
    .query(({ ctx, input }) => listCorrections(ctx.domain, input)),

  create: can('correction.create')
    .meta(rest('POST', path, tag, 'Put a request of a locked period right; the difference lands in the next open one'))
    .input(CreateCorrection)
    .output(Correction)
    .mutation(({ ctx, input }) => correctOvertime(ctx.domain, input)),

  preview: can('correction.create')
    .meta(rest('POST', `${path}/preview`, tag, 'What a correction would come to; nothing is stored'))
    .input(PreviewCorrection)
    .output(CorrectionPreview)
    .query(({ ctx, input }) => previewCorrection(ctx.domain, input)),
})
