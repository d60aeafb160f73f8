import type { LdapSettings } from '@lembur/contracts/connections'
import type { Vouched } from '@lembur/contracts/providers'
import { type Client, type Entry, Filter, SizeLimitExceededError } from 'ldapts'
import { roleOf } from '../role-map.ts'
import { misconfigured, refused } from '../told.ts'

/** The directory's own key of an entry: OpenLDAP's and others', then Active Directory's, which is bytes. */
const keys = ['entryUUID', 'objectGUID'] as const

/** The one entry that a name stands for, escaped; null where there is none. Errors: `refused` where there are several. */
export async function findPerson(client: Client, settings: LdapSettings, username: string): Promise<Entry | null> {
  const { usernameAttribute, nameAttribute, emailAttribute, workerIdAttribute } = settings
  const attributes = [usernameAttribute, nameAttribute, emailAttribute, workerIdAttribute, 'memberOf', ...keys]
  const filter = settings.userFilter.replaceAll('{username}', () => Filter.escape(username))
  try {
    const { searchEntries } = await client.search(settings.baseDn, {
      scope: 'sub',
      filter,
      attributes,
      explicitBufferAttributes: ['objectGUID'],
      sizeLimit: 2,
    })
    if (searchEntries.length > 1) throw several()
    return searchEntries[0] ?? null
  } catch (error) {
    throw error instanceof SizeLimitExceededError ? several() : error
  }
}

const several = () => refused('More than one person of the directory has this name.')

/** The names of the groups somebody is in: those his entry names, and those that name him where they are looked for. */
export async function groupsOf(client: Client, { groupBaseDn, groupFilter }: LdapSettings, person: Entry): Promise<string[]> {
  const named = valuesOf(person, 'memberOf')
  if (!groupBaseDn) return named
  const filter = groupFilter.replaceAll('{dn}', () => Filter.escape(person.dn))
  const { searchEntries } = await client.search(groupBaseDn, { scope: 'sub', filter, attributes: ['1.1'], sizeLimit: 1000 })
  return [...named, ...searchEntries.map(({ dn }) => dn)]
}

/** Who an entry is. */
export function vouchedOf(settings: LdapSettings, person: Entry, groups: string[]): Vouched {
  const username = valuesOf(person, settings.usernameAttribute)[0]?.trim()
  if (!username || username.length > 150) throw misconfigured(`The person's entry has no ${settings.usernameAttribute}.`)
  const first = (attribute: string, most: number) => valuesOf(person, attribute)[0]?.trim().slice(0, most) || null
  return {
    subject: subjectOf(person),
    username,
    displayName: first(settings.nameAttribute, 150) ?? username,
    email: first(settings.emailAttribute, 254),
    workerId: first(settings.workerIdAttribute, 50),
    isActive: true,
    role: roleOf(settings.roleMap, membershipIn(groups, settings.groupBaseDn || settings.baseDn), settings.defaultRole),
    facts: { dn: person.dn, groups: groups.slice(0, 500) },
  }
}

/**
 * A group of the map is a whole name, or the first part of one ("Overtime admins") where groups are looked for: elsewhere in
 * the directory somebody else may be free to make one that is called the same.
 */
function membershipIn(groups: string[], base: string): (group: string) => boolean {
  const names = new Set(groups.map(plain))
  const below = groups.filter((dn) => plain(dn).endsWith(`,${plain(base)}`))
  const short = new Set(below.map((dn) => plain(/^[^=]+=((?:\\.|[^,\\])*)/.exec(dn)?.[1] ?? '')))
  return (group) => names.has(plain(group)) || short.has(plain(group))
}

/** Names are the same whatever their case and the spaces between their parts. */
const plain = (dn: string) =>
  dn
    .trim()
    .toLowerCase()
    .replace(/\s*([,=])\s*/g, '$1')

function subjectOf(person: Entry): string {
  for (const key of keys) {
    const [value] = [person[key]].flat()
    if (Buffer.isBuffer(value) && value.length > 0) return value.toString('hex')
    if (typeof value === 'string' && value) return value
  }
  return plain(person.dn)
}

function valuesOf(entry: Entry, attribute: string): string[] {
  const found = Object.entries(entry).find(([name]) => name.toLowerCase() === attribute.toLowerCase())?.[1] ?? []
  return [found].flat().flatMap((value) => (typeof value === 'string' && value && !value.includes('\0') ? [value] : []))
}
