// The database's part in `pnpm turbo dev`: brings it up, migrated and with demo data, until the end.

import { prepareDatabase } from '../start/database.ts'
import { takeFolder } from '../start/folder.ts'
import { runUntilLeft } from '../start/leave.ts'
import { readSettings } from '../start/settings.ts'
import { announceReady } from './ready-file.ts'

await runUntilLeft(async (leave) => {
  const settings = readSettings(process.env)
  takeFolder(settings.dataDir, leave)
  const { url } = await prepareDatabase(settings, leave)
  leave.atTheEnd(announceReady(settings.dataDir, url))
  console.log('The database is ready. The client with reload comes at http://127.0.0.1:5173.')
  // Keeps this program alive where the database is not a child of ours.
  const waiting = setInterval(() => undefined, 60_000)
  leave.atTheEnd(() => clearInterval(waiting))
})
