import { join } from 'node:path'
import { secretKeys } from '@lembur/db/embedded/secret-key'
import { databaseUrl, dataDirectory } from '@lembur/db/embedded/url'
import { openVault } from '@lembur/domain/kernel'
import { providersFromSettings } from '@lembur/providers'
import { shareFromSettings, shareOfConnection } from '@lembur/reports/share/from-settings'
import { openLog } from './log.ts'
import { startWorker } from './worker.ts'

const log = openLog(process.env.LEMBUR_LOG_LEVEL || 'info')
const leave = (error: unknown, what: string): never => {
  log.fatal({ err: error }, what)
  process.exit(1)
}
process.on('uncaughtException', (error) => leave(error, 'the worker ended by a fault of its own'))

const dataDir = dataDirectory()
const share = shareFromSettings(process.env, join(dataDir, 'share'))
const worker = await startWorker({
  url: databaseUrl(dataDir),
  vault: openVault(secretKeys()),
  outside: { ...providersFromSettings(process.env), share: shareOfConnection },
  share,
  log,
})

const stop = () =>
  worker.stop().then(
    () => process.exit(0),
    (error: unknown) => leave(error, 'stopping failed'),
  )
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)

log.info({ share: share.location }, 'ready')
process.send?.({ type: 'ready' })
