import { readFile } from 'node:fs/promises'
import { employeeColumns, type ImportResult } from '@lembur/contracts/people'
import { importEmployees } from '@lembur/domain/employee'
import { readTable } from '@lembur/reports/import'
import { command } from '../command.ts'
import { pathOf } from '../path.ts'
import { commandLineContext, organisationOption, organizationOf, withServices } from '../plant.ts'
import { columns, count, plural } from '../print.ts'
import { CliProblem } from '../problem.ts'

export const employeesImport = command({
  name: 'import',
  description: `Add and change employees from a CSV or XLSX file with the columns ${employeeColumns.join(', ')}`,
  args: {
    file: { type: 'positional', description: 'The file; at most 5,000 rows', required: true },
    'dry-run': { type: 'boolean', description: 'Check every row and say what would happen, but change nothing' },
    update: {
      type: 'boolean',
      description: 'Change employees that are known already',
      negativeDescription: 'Known worker ids are errors',
      default: true,
    },
    ...organisationOption,
  },
  run: ({ file, 'dry-run': dryRun = false, update, organisation }) =>
    withServices(async (services) => {
      const table = await readTable(await bytesOf(pathOf(file)))
      const { id } = await organizationOf(services.database, organisation)
      const ctx = await commandLineContext(services, id)
      const result = await importEmployees(ctx, { ...table, updateExisting: update, dryRun })
      if (result.errors.length > 0) console.error(`${errorTable(result.errors)}\n`)
      console.log(summary(result))
      if (result.errors.length > 0) process.exitCode = 1
    }),
})

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new CliProblem(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code}): name a file that is there.`, { cause })
  }
}

const errorTable = (errors: ImportResult['errors']): string =>
  columns([
    ['Row', 'Column', 'Value', 'What is wrong'],
    ...errors.map((each) => [String(each.row), each.column ?? '', each.value ?? '', each.message]),
  ])

function summary({ dryRun, applied, totalRows, created, updated, unchanged, errors }: ImportResult): string {
  const sums = `${count(created)} new, ${count(updated)} changed, ${count(unchanged)} as they were`
  const wrong = plural(new Set(errors.map(({ row }) => row)).size, 'row')
  if (dryRun)
    return `${plural(totalRows, 'row')} checked: ${sums}${errors.length > 0 ? `, ${wrong} with errors` : ''}. Nothing was changed.`
  if (!applied) return `Nothing was imported: ${wrong} of ${count(totalRows)} have errors, which is more than one in ten.`
  return `${plural(totalRows, 'row')} imported: ${sums}${errors.length > 0 ? `; ${wrong} with errors left out` : ''}.`
}
