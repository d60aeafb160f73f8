import { fileURLToPath } from 'node:url'
import { databaseUrl } from '@lembur/db/embedded'
import { type RateLimits, readRateLimits } from './rate-limit.ts'

export type ServerSettings = {
  databaseUrl: string
  host: string
  port: number
  /** Database transactions at once. */
  poolSize: number
  /** Serve a demo beyond this machine, though everybody knows its passwords. */
  allowDemo: boolean
  /** Addresses of proxies in front, whose X-Forwarded-* are believed; none by default. */
  trustedProxies: string[]
  /** Other origins a browser may write from, where a proxy changes the Host: "https://lembur.example.com". */
  origins: string[]
  /** Null: nothing is limited. */
  limits: RateLimits | null
  logLevel: string
}

/** The folder of the built client. */
export const clientFolder = fileURLToPath(new URL('../../web/dist', import.meta.url))

const listOf = (text: string | undefined) => (text ?? '').split(',').flatMap((part) => part.trim() || [])

/** Reads the environment; unset and empty mean the default. @throws Error, one sentence on the variable that is wrong */
export function readSettings(env: NodeJS.ProcessEnv): ServerSettings {
  const port = Number(env.PORT || 8008)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT=${env.PORT} is not a port: use a number up to 65535.`)
  return {
    databaseUrl: databaseUrl(undefined, env),
    host: env.HOST || '127.0.0.1',
    port,
    poolSize: Math.max(2, Number(env.LEMBUR_POOL_SIZE) || 10),
    allowDemo: env.LEMBUR_ALLOW_DEMO === '1',
    trustedProxies: listOf(env.LEMBUR_TRUSTED_PROXIES),
    origins: listOf(env.LEMBUR_ORIGINS),
    limits: readRateLimits(env.LEMBUR_RATE_LIMIT),
    logLevel: env.LEMBUR_LOG_LEVEL || 'info',
  }
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')
