import { connect } from '@lembur/db'
import { databaseUrl, dataDirectory } from '@lembur/db/embedded/url'
import postgres from 'postgres'
import { size } from '../print.ts'
import { wordsFor } from '../problem.ts'
import { checkClock } from './clock.ts'
import { checkDatabase } from './database.ts'
import { type Finding, fail, ok } from './finding.ts'
import { checkMachine } from './machine.ts'
import { checkOrganisations } from './organisations.ts'
import { checkQueue } from './queue.ts'
import { checkSecrets } from './secrets.ts'
import { checkConnectedShares, checkShare } from './share.ts'
import { checkUndelivered } from './undelivered.ts'

const start = 'Start it with "npm start", or set DATABASE_URL.'

/** Looks at everything that the product needs, and says how each thing stands. A part that is away does not keep it from the others. */
export async function examine(): Promise<Finding[]> {
  const dataDir = dataDirectory()
  const [machine, database, share] = await Promise.all([checkMachine(dataDir), examineDatabase(dataDir), checkShare(dataDir)])
  return [...machine, ...database, ...share]
}

async function examineDatabase(dataDir: string): Promise<Finding[]> {
  let url: string
  try {
    url = databaseUrl(dataDir)
  } catch (error) {
    return [fail('database', wordsFor(error), start)]
  }
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined, connection: { application_name: 'lembur-doctor' } })
  try {
    const basics = await checkDatabase(sql)
    const findings = [...basics, await sizeOfDatabase(sql), ...(await checkQueue(sql)), await checkClock(sql)]
    return basics.some(({ state }) => state === 'fail') ? findings : [...findings, ...(await withRuntimeRole(url))]
  } catch (error) {
    return [fail('database', wordsFor(error), start)]
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function withRuntimeRole(url: string): Promise<Finding[]> {
  const database = connect(url, { max: 1, applicationName: 'lembur-doctor' })
  try {
    return [
      ...(await checkOrganisations(database)),
      ...(await checkSecrets(database)),
      ...(await checkConnectedShares(database)),
      ...(await checkUndelivered(database)),
    ]
  } finally {
    await database.end()
  }
}

async function sizeOfDatabase(sql: postgres.Sql): Promise<Finding> {
  const [row] = await sql<{ bytes: string }[]>`select pg_database_size(current_database()) as bytes`
  return ok('disk', `the database takes ${size(Number(row!.bytes))}`)
}
