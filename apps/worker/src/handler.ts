import type { Services, Shares } from '@lembur/domain/kernel'
import type { FileShare } from '@lembur/reports/share/port'
import type { Log } from './log.ts'

/** What a worker offers its handlers. */
export type Given = { services: Services; shares: Shares<FileShare>; now: () => Date; log: Log }

/** What a handler may know of the run. `isRepeated`: an earlier run was not finished; `isLast`: no other follows a failure. */
export type Run = { id: string; isRepeated: boolean; isLast: boolean }

/** Does the work of one job. It may run twice, and beside another of its kind; throwing has it run again. */
export type Handler<Payload> = (given: Given, payload: Payload, run: Run) => Promise<void>
