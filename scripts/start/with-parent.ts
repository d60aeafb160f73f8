// Preloaded (`node --import`) into server and worker.
import { leaveWithParent } from './leave-with-parent.ts'

leaveWithParent()
