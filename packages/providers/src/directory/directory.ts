import { randomUUID } from 'node:crypto'
import type { LdapSettings } from '@lembur/contracts/connections'
import type { Directory } from '@lembur/contracts/providers'
import { type Client, InvalidCredentialsError, NoSuchObjectError, ResultCodeError } from 'ldapts'
import { isCertificateFault, misconfigured, refused, told, type Untold, unreachable, wordsOf } from '../told.ts'
import { overLine } from './line.ts'
import { findPerson, groupsOf, vouchedOf } from './person.ts'

/** A directory that checks a password by binding with it: as the service account it finds who has the name, then binds as him. */
export function openDirectory(settings: LdapSettings, bindPassword: string): Directory {
  const asService = async (client: Client) => {
    // With an empty password a directory binds anybody, as nobody.
    if (!bindPassword) throw misconfigured('The directory needs the password of its service account.')
    try {
      await client.bind(settings.bindDn, bindPassword)
    } catch (error) {
      if (!(error instanceof InvalidCredentialsError)) throw error
      throw misconfigured('The directory refuses the service account: its name or password is wrong.', error)
    }
  }
  return {
    check: (username, password) =>
      told(
        () =>
          overLine(settings, async (client) => {
            if (!password) throw refused('An empty password proves nothing.')
            await asService(client)
            const person = await findPerson(client, settings, username)
            const groups = person && (await groupsOf(client, settings, person))
            // A name that nobody has costs a bind too, so that the time tells nothing.
            await bindAs(client, person?.dn ?? `cn=${randomUUID()},${settings.baseDn}`, password)
            if (!person || !groups) throw refused('Nobody in the directory has this name.')
            return vouchedOf(settings, person, groups)
          }),
        faultOf,
      ),
    test: () =>
      told(
        () =>
          overLine(settings, async (client) => {
            await asService(client)
            await client.search(settings.baseDn, { scope: 'base', filter: '(objectClass=*)', attributes: ['1.1'] })
            const { searchEntries } = await client.search(settings.groupBaseDn || settings.baseDn, { scope: 'base', attributes: ['1.1'] })
            return `The directory takes the service account and knows ${searchEntries[0]?.dn ?? settings.baseDn}.`
          }),
        faultOf,
      ),
  }
}

/** Any answer of the directory but yes is a no: an account may be locked or run out in words of its own. */
async function bindAs(client: Client, dn: string, password: string): Promise<void> {
  try {
    await client.bind(dn, password)
  } catch (error) {
    if (error instanceof ResultCodeError) throw refused('The directory refuses name and password.', error)
    throw error
  }
}

function faultOf(error: unknown): Untold {
  if (isCertificateFault(error)) return misconfigured(`The directory's certificate is not to be trusted: ${wordsOf(error)}.`, error)
  if (error instanceof NoSuchObjectError) return misconfigured('The directory has no such base.', error)
  if (error instanceof ResultCodeError) return misconfigured(`The directory refuses the question: ${error.name}.`, error)
  return unreachable(`The directory cannot be reached: ${wordsOf(error)}.`, error)
}
