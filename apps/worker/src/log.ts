import { lineOptions } from '@lembur/domain/log'
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'fatal'>

/** The worker's log: the same lines as the server's, to the output unless said otherwise. */
export const openLog = (level: string, destination?: DestinationStream): Log => pino(lineOptions(level), destination)
