import { ById } from '@lembur/contracts/ids'
import {
  CreateRegulation,
  ListRegulationDocuments,
  ListRegulations,
  Regulation,
  RegulationDocument,
  RegulationDocumentList,
  RegulationList,
  UpdateRegulation,
} from '@lembur/contracts/rules'
import {
  createRegulation,
  getRegulation,
  getRegulationDocument,
  listRegulationDocuments,
  listRegulations,
  removeRegulation,
  removeRegulationDocument,
  updateRegulation,
} from '@lembur/domain/regulation'
import { can, rest, router } from '../trpc.ts'

const tag = 'Overtime regulations'
const path = '/v1/overtime-regulations'

export const regulation = router({
  list: can('regulation.read')
    .meta(rest('GET', path, tag, 'The regulations in the plant’s order'))
    .input(ListRegulations)
    .output(RegulationList)
    .query(({ ctx, input }) => listRegulations(ctx.domain, input)),

  create: can('regulation.create')
    .meta(rest('POST', path, tag, 'Add a regulation, after the last unless it names a position'))
    .input(CreateRegulation)
    .output(Regulation)
    .mutation(({ ctx, input }) => createRegulation(ctx.domain, input)),

  get: can('regulation.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One regulation'))
    .input(ById)
    .output(Regulation)
    .query(({ ctx, input }) => getRegulation(ctx.domain, input)),

  update: can('regulation.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change or move a regulation'))
    .input(UpdateRegulation)
    .output(Regulation)
    .mutation(({ ctx, input }) => updateRegulation(ctx.domain, input)),

  remove: can('regulation.delete')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete a regulation'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => removeRegulation(ctx.domain, input)),
})

const documentTag = 'Regulation documents'
const documentPath = '/v1/regulation-documents'

/** The versions of the policy; their bytes go up and down beside tRPC, as files. */
export const regulationDocument = router({
  list: can('regulation.read')
    .meta(rest('GET', documentPath, documentTag, 'The versions of the policy, the newest first'))
    .input(ListRegulationDocuments)
    .output(RegulationDocumentList)
    .query(({ ctx, input }) => listRegulationDocuments(ctx.domain, input)),

  get: can('regulation.read')
    .meta(rest('GET', `${documentPath}/{id}`, documentTag, 'One version of the policy'))
    .input(ById)
    .output(RegulationDocument)
    .query(({ ctx, input }) => getRegulationDocument(ctx.domain, input)),

  remove: can('regulation.delete')
    .meta(rest('DELETE', `${documentPath}/{id}`, documentTag, 'Take a version of the policy away'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => removeRegulationDocument(ctx.domain, input)),
})
