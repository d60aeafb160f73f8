import { WorkDate } from '@lembur/contracts/time'
import { rebuildReports } from '@lembur/domain/report'
import { command } from '../command.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'
import { plural } from '../print.ts'
import { CliProblem } from '../problem.ts'

export const reportsRebuild = command({
  name: 'rebuild',
  description: 'Build the workbooks of a date again and deliver them',
  args: {
    date: { type: 'string', description: 'The work date, YYYY-MM-DD', required: true, valueHint: 'date' },
    period: { type: 'boolean', description: 'Every date of its period, not only this one' },
    ...organisationOption,
  },
  run: ({ date, period = false, organisation }) =>
    withServices(async (services) => {
      const wanted = WorkDate.safeParse(date)
      if (!wanted.success) throw new CliProblem('--date wants a date between 2000 and 2099, written YYYY-MM-DD.', { usage: true })
      const { id } = await organizationOf(services.database, organisation)
      const { dates } = await rebuildReports(await commandLineContext(services, id), { date: wanted.data, wholePeriod: period })
      console.log(`${plural(dates, 'date')} queued: the worker builds them as soon as it runs.`)
    }),
})
