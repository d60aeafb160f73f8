import { basename } from 'node:path'
import { restore } from '@lembur/db/archive'
import { databaseUrl } from '@lembur/db/embedded/url'
import { recordRestore } from '@lembur/domain/archive'
import { confirmed } from '../ask.ts'
import { command } from '../command.ts'
import { pathOf } from '../path.ts'
import { commandLineContext, organizationsOf, withServices } from '../plant.ts'
import { plural } from '../print.ts'
import { CliProblem } from '../problem.ts'

export const restoreArchive = command({
  name: 'restore',
  description: 'Put the data of an archive into an empty database: all of it, or nothing',
  args: {
    file: { type: 'positional', description: 'An archive that "backup" has written', required: true },
    replace: { type: 'boolean', description: 'Delete what the database has now; asks first' },
    yes: { type: 'boolean', description: 'Do not ask' },
  },
  async run({ file, replace, yes }) {
    const source = pathOf(file)
    const url = databaseUrl()
    if (replace && !yes && !(await confirmed(`Delete everything in ${nameOf(url)} and put ${source} in its place?`)))
      throw new CliProblem('Nothing was changed. To restore without being asked, add --yes.')
    const { header, manifest } = await restore(url, source, { replace })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const { dates, files } = await withServices(async (services) => {
      const queued = { dates: 0, files: 0 }
      for (const { id } of await organizationsOf(services.database)) {
        const ctx = await commandLineContext(services, id)
        const { dates, files } = await recordRestore(ctx, { file: basename(source), createdAt: header.createdAt, rows })
        queued.dates += dates
        queued.files += files
      }
      return queued
    })
    console.log(
      `${plural(rows, 'row')} of ${plural(manifest.tables.length, 'table')}, saved ${header.createdAt}, are back; every table reads as it was saved.`,
    )
    console.log(
      `The worker delivers ${plural(files, 'workbook')} to the share again, builds those of ${plural(dates, 'date')}, and takes off the share those that were made since.`,
    )
    console.log('Everybody signs in anew.')
  },
})

/** The database without its password. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
