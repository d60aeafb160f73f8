import { toldError } from './told-error.ts'

/** How server and worker write their logs, for pino: one line of JSON each, without machine names; nothing that opens anything is part of one. */
export const lineOptions = (level: string) => ({
  level,
  base: null,
  redact: ['req.headers.authorization', 'req.headers.cookie', 'password', '*.password', 'refresh', 'token'],
  serializers: { err: (error: unknown) => toldError(error) },
  formatters: { level: (label: string) => ({ level: label }) },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
})
