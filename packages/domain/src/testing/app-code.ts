import { TOTP } from 'otpauth'

/** What an authenticator app with this secret shows at a moment. */
export const appCode = (secret: string, at: Date): string => new TOTP({ secret }).generate({ timestamp: at.getTime() })

/** A moment some steps of thirty seconds away: each code works once. */
export const steps = (count: number, from = new Date()): Date => new Date(from.getTime() + count * 30_000)
