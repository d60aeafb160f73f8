import type { OidcSettings } from '@lembur/contracts/connections'
import type { OpenIdProvider } from '@lembur/contracts/providers'
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { isCertificateFault, misconfigured, refused, told, type Untold, unreachable, wordsOf } from '../told.ts'
import { vouchedOf } from './claims.ts'

const timeoutSeconds = 5
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** A provider of OpenID Connect: the code flow with PKCE, state and nonce; the signature of its token is checked by its keys. */
export function openOpenId(settings: OidcSettings, clientSecret: string): OpenIdProvider {
  const configured = async (): Promise<Configuration> => {
    const issuer = new URL(settings.issuer)
    const isPlain = issuer.protocol === 'http:'
    if (isPlain && !loopback.test(issuer.hostname)) throw misconfigured('The address of the provider must begin with https.')
    const metadata = clientSecret ? { client_secret: clientSecret } : undefined
    // Deprecated only to stand out: nothing else lets a provider on this machine be asked without TLS.
    const execute = [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])]
    return discovery(issuer, settings.clientId, metadata, authenticationBy(clientSecret), { execute, timeout: timeoutSeconds })
  }
  return {
    begin: (callback) =>
      told(async () => {
        const configuration = await configured()
        const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: callback,
          scope: settings.scope,
          state: begun.state,
          nonce: begun.nonce,
          code_challenge: await calculatePKCECodeChallenge(begun.verifier),
          code_challenge_method: 'S256',
        })
        return { url: url.href, begun }
      }, faultOf),
    finish: (returned, { state, nonce, verifier }) =>
      told(async () => {
        const configuration = await configured()
        const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
        const tokens = await authorizationCodeGrant(configuration, returned, checks)
        const claims = tokens.claims()
        if (!claims) throw refused('The provider gave no token that says who it is.')
        const { issuer, userinfo_endpoint: more } = configuration.serverMetadata()
        const info = more ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
        return vouchedOf(settings, issuer, { ...info, ...claims })
      }, faultOf),
    test: () =>
      told(async () => {
        const { issuer } = (await configured()).serverMetadata()
        return `The provider ${issuer} answers.`
      }, faultOf),
  }
}

/** The way of showing the secret that the provider takes; a client without one shows none. */
function authenticationBy(secret: string): ClientAuth {
  if (!secret) return None()
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)]
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return ways.includes('client_secret_basic') || !ways.includes('client_secret_post') ? basic(server, ...rest) : post(server, ...rest)
  }
}

function faultOf(error: unknown): Untold {
  if (isCertificateFault(error)) return misconfigured(`The provider's certificate is not to be trusted: ${wordsOf(error)}.`, error)
  if (error instanceof AuthorizationResponseError) return refused(`The provider refused: ${error.error}.`, error)
  if (error instanceof ResponseBodyError)
    return error.error === 'invalid_grant'
      ? refused('The provider does not take the code.', error)
      : misconfigured(`The provider refuses this client: ${error.error}.`, error)
  if (error instanceof WWWAuthenticateChallengeError) return misconfigured('The provider refuses this client.', error)
  if (error instanceof ClientError && error.code === 'OAUTH_TIMEOUT') return unreachable('The provider did not answer in time.', error)
  if (error instanceof ClientError && error.code === 'OAUTH_HTTP_REQUEST_FORBIDDEN')
    return misconfigured('The provider names an address without https.', error)
  if (error instanceof ClientError && /^OAUTH_(RESPONSE_IS_NOT|.*_(SERVER|DISCOVERY))/.test(error.code ?? ''))
    return unreachable(`The provider does not answer as one: ${error.code}.`, error)
  if (error instanceof ClientError) return refused(`What came back from the provider is not to be believed: ${error.code}.`, error)
  return unreachable(`The provider cannot be reached: ${wordsOf(error)}.`, error)
}
