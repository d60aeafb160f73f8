// `npm start`, on Node 24 and with everything installed: see start/run.ts for what it does.

import { runUntilLeft } from './start/leave.ts'
import { leaveWithParent } from './start/leave-with-parent.ts'
import { run } from './start/run.ts'

leaveWithParent()
await runUntilLeft(run)
