import type { SignInWays } from '@lembur/contracts/identity'
import type { Services } from '../kernel/index.ts'
import { placeOf } from './outside-place.ts'

/** Which ways in there are, as the environment and the connections say. No secret is opened for it. */
export async function signInWays({ database, outside }: Services): Promise<SignInWays> {
  const [directory, openId, mail] = await Promise.all((['ldap', 'oidc', 'mail'] as const).map((kind) => placeOf(database, kind)))
  return {
    companyAccounts: outside.company !== null || Boolean(directory),
    portalUrl: outside.portalUrl,
    openId: openId ? { label: labelOf(openId.settings) } : null,
    // A link in a mail leads to the product's own address: without one there is none.
    resetByMail: Boolean(mail?.publicUrl),
  }
}

const labelOf = (settings: unknown): string =>
  typeof settings === 'object' && settings !== null && 'label' in settings ? String(settings.label) : 'OpenID Connect'
