import { join } from 'node:path'
import { databaseUrl, dataDirectory } from '@lembur/db/embedded/url'
import { shareFromSettings } from '@lembur/reports/share/from-settings'
import { startWorker } from './worker.ts'

const dataDir = dataDirectory()
const share = shareFromSettings(process.env, join(dataDir, 'share'))
const worker = await startWorker({ url: databaseUrl(dataDir), share })

const stop = () =>
  worker.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)

console.log(`The worker is ready and delivers to ${share.location}.`)
process.send?.({ type: 'ready' })
