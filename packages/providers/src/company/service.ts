import type { CompanyAnswer, CompanyService, CompanyTokens } from '@lembur/contracts/providers'
import { refused, told, Untold, unreachable, wordsOf } from '../told.ts'
import { AccountInfo, TokenPair, vouchedOf } from './answers.ts'
import { callerOf } from './calls.ts'
import { type KeySettings, proofBy } from './proof.ts'

export type CompanySettings = KeySettings & { baseUrl: string }

const unknownFault = (error: unknown) => unreachable(`The company's service could not be asked: ${wordsOf(error)}.`, error)

/** The company's sign-in service, by its four calls. An access token is proven before anything is believed of it. */
export function openCompanyService(settings: CompanySettings): CompanyService {
  const call = callerOf(settings.baseUrl, settings.timeoutSeconds)
  const prove = proofBy(settings, call)

  const whose = async (tokens: CompanyTokens) => {
    const payload = await prove(tokens.access)
    const info = await call({ method: 'GET', path: '/api/user/account/info', bearer: tokens.access }, AccountInfo)
    if (payload.user_id !== undefined && String(payload.user_id) !== info.id)
      throw refused('The token is of another person than the account.')
    return { who: vouchedOf(info), tokens }
  }
  const signIn = async (username: string, password: string) => {
    const pair = await call({ method: 'POST', path: '/api/user/token/', body: { username, password } }, TokenPair)
    return whose({ access: pair.access, refresh: pair.refresh ?? null })
  }
  const again = async (tokens: CompanyTokens) => {
    try {
      return await whose(tokens)
    } catch (error) {
      if (!(error instanceof Untold && error.why === 'refused' && tokens.refresh)) throw error
      const fresh = await call({ method: 'POST', path: '/api/user/token/refresh/', body: { refresh: tokens.refresh } }, TokenPair)
      return whose({ access: fresh.access, refresh: fresh.refresh ?? tokens.refresh })
    }
  }
  const answered = (run: () => Promise<{ who: CompanyAnswerValue['who']; tokens: CompanyTokens }>): Promise<CompanyAnswer> =>
    told(run, unknownFault)
  return {
    signIn: (username, password) => answered(() => signIn(username, password)),
    exchange: (token) => answered(() => whose({ access: token, refresh: null })),
    again: (tokens) => answered(() => again(tokens)),
  }
}

type CompanyAnswerValue = Extract<CompanyAnswer, { ok: true }>['value']
