import { ById } from '@lembur/contracts/ids'
import {
  ImportWages,
  ListWagePeople,
  ListWages,
  RemoveWage,
  SetWage,
  WageImportResult,
  WageList,
  WagePeople,
  WageRow,
} from '@lembur/contracts/wages'
import { importWages, listWagePeople, listWages, removeWage, setWage } from '@lembur/domain/wage'
import { can, rest, router } from '../trpc.ts'

const tag = 'Wages'
const path = '/v1/wages'

export const wage = router({
  list: can('wage.read')
    .meta(rest('GET', path, tag, 'What an employee earns and earned, the newest first'))
    .input(ListWages)
    .output(WageList)
    .query(({ ctx, input }) => listWages(ctx.domain, input)),

  people: can('wage.read')
    .meta(rest('GET', `${path}/people`, tag, 'Of whom a wage is known today; no sums'))
    .input(ListWagePeople)
    .output(WagePeople)
    .query(({ ctx, input }) => listWagePeople(ctx.domain, input)),

  set: can('wage.update')
    .meta(rest('POST', path, tag, 'Set a wage from a day on, or replace one by its id'))
    .input(SetWage)
    .output(WageRow)
    .mutation(({ ctx, input }) => setWage(ctx.domain, input)),

  import: can('wage.update')
    .meta(rest('POST', `${path}/import`, tag, 'Set up to 5,000 wages from the lines of a file, all or none, or try it'))
    .input(ImportWages)
    .output(WageImportResult)
    .mutation(({ ctx, input }) => importWages(ctx.domain, input)),

  remove: can('wage.update')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Remove a wage; the one before it holds on'))
    .input(RemoveWage)
    .output(ById)
    .mutation(({ ctx, input }) => removeWage(ctx.domain, input)),
})
