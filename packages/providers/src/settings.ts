import type { CompanyService, Providers } from '@lembur/contracts/providers'
import { openCompanyService } from './company/service.ts'
import { openDirectory } from './directory/directory.ts'
import { openMailer } from './mailer.ts'
import { openOpenId } from './openid/provider.ts'

/** The services outside, as the environment sets the company's. @throws Error, one sentence on the variable that is wrong */
export const providersFromSettings = (env: NodeJS.ProcessEnv): Providers => ({
  company: companyFrom(env),
  portalUrl: addressOf(env, 'EXTERNAL_AUTH_URL'),
  directory: openDirectory,
  openId: openOpenId,
  mailer: (settings, password) => openMailer(settings, password),
})

function companyFrom(env: NodeJS.ProcessEnv): CompanyService | null {
  const baseUrl = addressOf(env, 'EXTERNAL_API_URL')
  if (!baseUrl) return null
  const timeoutSeconds = Number(env.EXTERNAL_API_TIMEOUT || 5)
  if (!(timeoutSeconds > 0 && timeoutSeconds <= 120))
    throw new Error(`EXTERNAL_API_TIMEOUT=${env.EXTERNAL_API_TIMEOUT} is no number of seconds up to 120.`)
  const [jwksUrl, secret] = [addressOf(env, 'EXTERNAL_JWKS_URL'), env.EXTERNAL_JWT_SECRET || null]
  // As long as the hash it is used with: a shorter one can be guessed from any token.
  if (secret && Buffer.byteLength(secret) < 32) throw new Error('EXTERNAL_JWT_SECRET is shorter than 32 bytes.')
  return openCompanyService({ baseUrl, timeoutSeconds, jwksUrl, secret })
}

function addressOf(env: NodeJS.ProcessEnv, name: string): string | null {
  const text = env[name]
  if (!text) return null
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new Error(`${name} is no address: write https://…`)
  return text
}
