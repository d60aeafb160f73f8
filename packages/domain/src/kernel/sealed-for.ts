import type { ConnectionKind } from '@lembur/contracts/connections'
import type { IdentityProvider } from '@lembur/contracts/identity'

/** What each stored secret is sealed for, in one place: who stores one and who seals all of them anew must say the same. */
export const sealedFor = {
  connection: (organizationId: string, kind: ConnectionKind): string => `connection/${organizationId}/${kind}`,
  totp: (userId: string): string => `totp/${userId}`,
  tokens: (userId: string, provider: IdentityProvider): string => `identity/${userId}/${provider}`,
  trial: (organizationId: string, id: string): string => `trial/${organizationId}/${id}`,
  wage: (organizationId: string, employeeId: string, id: string): string => `wage/${organizationId}/${employeeId}/${id}`,
}
