import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { backUp } from '@lembur/db/archive'
import { databaseUrl } from '@lembur/db/embedded/url'
import { recordBackup } from '@lembur/domain/archive'
import { productVersion } from '@lembur/domain/identity'
import { command } from '../command.ts'
import { pathOf } from '../path.ts'
import { commandLineContext, organizationsOf, withServices } from '../plant.ts'
import { plural, size } from '../print.ts'

export const backup = command({
  name: 'backup',
  description: 'Save everything, stored files too, to one archive while the product keeps running',
  args: { file: { type: 'positional', description: 'The archive to write; its owner alone may read it', required: true } },
  async run({ file }) {
    const target = pathOf(file)
    const { tables } = await backUp(databaseUrl(), target, { productVersion, now: new Date() })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    await withServices(async (services) => {
      for (const { id } of await organizationsOf(services.database))
        await recordBackup(await commandLineContext(services, id), { file: basename(target), rows })
    })
    console.log(`${plural(rows, 'row')} of ${plural(tables.length, 'table')} are in ${target} (${size(statSync(target).size)}).`)
  },
})
