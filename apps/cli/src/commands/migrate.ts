import { databaseUrl } from '@lembur/db/embedded/url'
import { migrate } from '@lembur/db/migrate'
import { command } from '../command.ts'
import { plural } from '../print.ts'

export const migrateDatabase = command({
  name: 'migrate',
  description: 'Bring the database to this release; safe to run again',
  args: {},
  async run() {
    const { applied } = await migrate(databaseUrl())
    console.log(applied === 0 ? 'The database is up to date.' : `${plural(applied, 'migration')} applied.`)
  },
})
