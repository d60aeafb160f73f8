import { join } from 'node:path'
import { connect } from '@lembur/db'
import { secretKeys } from '@lembur/db/embedded/secret-key'
import { dataDirectory } from '@lembur/db/embedded/url'
import { openShares } from '@lembur/domain/connection'
import { databaseIsBehind } from '@lembur/domain/health'
import { openVault } from '@lembur/domain/kernel'
import { startSender } from '@lembur/jobs/sender'
import { providersFromSettings } from '@lembur/providers'
import { shareFromSettings, shareOfConnection } from '@lembur/reports/share/from-settings'
import type { FastifyInstance } from 'fastify'
import { buildServer } from './app.ts'
import { demoProblem } from './demo-guard.ts'
import { ensureOrganization } from './first-organization.ts'
import { clientFolder, readSettings } from './settings.ts'

const portTaken = 98

/** Ends the program with one sentence for the person who started it. */
function leave(sentence: string, code = 1): never {
  console.error(sentence)
  process.exit(code)
}

/** What a part of the environment comes to; the program ends where that cannot be understood. */
function orLeave<Read>(read: () => Read): Read {
  try {
    return read()
  } catch (error) {
    return leave(error instanceof Error ? error.message : String(error))
  }
}

const settings = orLeave(() => readSettings(process.env))
const vault = orLeave(() => openVault(secretKeys()))
const providers = orLeave(() => providersFromSettings(process.env))
const database = connect(settings.databaseUrl, { max: settings.poolSize, applicationName: 'lembur-server' })
if (await databaseIsBehind(database)) leave('The database is behind this release: run "npm run lembur -- migrate" first.')
const problem = await demoProblem(database, settings)
if (problem) leave(problem)
await ensureOrganization(database)
const jobs = await startSender(settings.databaseUrl)
const app = await buildServer(
  {
    database,
    jobs,
    vault,
    outside: { ...providers, share: shareOfConnection },
    shares: openShares({ database, vault }, shareFromSettings(process.env, join(dataDirectory(), 'share')), shareOfConnection),
  },
  { clientFolder, ...settings },
)

/** Lets what runs come to its end, then closes everything. */
async function stop(server: FastifyInstance) {
  await server.close()
  await jobs.stop()
  await database.end()
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stop(app).then(
      () => process.exit(0),
      (error: unknown) => {
        app.log.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  })
}

try {
  await app.listen({ host: settings.host, port: settings.port })
  process.send?.({ type: 'ready' })
} catch (error) {
  await stop(app)
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
  const { port, host } = settings
  leave(`Port ${port} on ${host} is taken: stop the program that has it, or choose another, for instance PORT=8009.`, portTaken)
}
