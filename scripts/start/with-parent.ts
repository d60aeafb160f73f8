// Preloaded (`node --import`) into server and worker.
import { leaveWithParent } from './leave-with-parent.ts'

// They are always given a channel: one that is closed by now means that the parent was gone before we could listen.
if (!process.connected) process.exit(1)
leaveWithParent()
