// Usage: node when-ready.ts <arguments for node>. Runs a program of `pnpm turbo dev` once the database beside it is ready.
import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { dataDirectory } from '@lembur/db/embedded'
import { secretKeys } from '@lembur/db/embedded/secret-key'
import { announcedUrl } from './ready-file.ts'

const patience = 5 * 60_000
const dataDir = dataDirectory()
const until = Date.now() + patience
let url = announcedUrl(dataDir)
while (!url && Date.now() < until) {
  await pause(200)
  url = announcedUrl(dataDir)
}
if (!url) {
  console.error('The database did not become ready: see the messages of @lembur/scripts above, or run "pnpm turbo dev" as a whole.')
  process.exit(1)
}
const key = secretKeys()
const child = spawn(process.execPath, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, ...(key ? { LEMBUR_SECRET_KEY: key } : {}), DATABASE_URL: url, DATA_DIR: dataDir },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 0))
