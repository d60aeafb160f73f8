import { ById } from '@lembur/contracts/ids'
import { CreateHoliday, Holiday, HolidayChanged, HolidayList, ListHolidays, UpdateHoliday } from '@lembur/contracts/rules'
import { createHoliday, getHoliday, listHolidays, removeHoliday, updateHoliday } from '@lembur/domain/holiday'
import { can, rest, router } from '../trpc.ts'

const tag = 'Holidays'
const path = '/v1/holidays'

export const holiday = router({
  list: can('holiday.read')
    .meta(rest('GET', path, tag, 'The holidays of a year or span, recurring ones on their day of each year'))
    .input(ListHolidays)
    .output(HolidayList)
    .query(({ ctx, input }) => listHolidays(ctx.domain, input)),

  create: can('holiday.create')
    .meta(rest('POST', path, tag, 'Add a holiday; requests that wait on its day follow'))
    .input(CreateHoliday)
    .output(HolidayChanged)
    .mutation(({ ctx, input }) => createHoliday(ctx.domain, input)),

  get: can('holiday.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One holiday'))
    .input(ById)
    .output(Holiday)
    .query(({ ctx, input }) => getHoliday(ctx.domain, input)),

  update: can('holiday.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change a holiday; requests that wait on its days follow'))
    .input(UpdateHoliday)
    .output(HolidayChanged)
    .mutation(({ ctx, input }) => updateHoliday(ctx.domain, input)),

  remove: can('holiday.delete')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete a holiday; requests that wait on its day follow'))
    .input(ById)
    .output(HolidayChanged)
    .mutation(({ ctx, input }) => removeHoliday(ctx.domain, input)),
})
