import type { PolicyLayer } from '@lembur/contracts/policy'
import type { Tx } from '@lembur/db'
import { type CompiledPolicy, compile } from '@lembur/rules/policy/compile'
import { packOf } from '@lembur/rules/policy/packs'
import { packBelow, resolved, versionsBelow } from './chain.ts'
import { type Choice, chooser, type PolicyCase } from './choice.ts'
import { kept } from './kept.ts'
import { layersOf } from './layers.ts'
import { type PublishedVersion, publishedPolicies } from './published.ts'

/** What the product brings where nothing is assigned. */
const defaultPack = 'ID'

/** The policy that somebody is judged by on a day; without a version it is a pack as the product brings it. */
export type BookedPolicy = { policy: CompiledPolicy; versionId: string | null; title: string; versionNumber: number | null }

export type PolicyBook = {
  /** Errors: PolicyProblem, where a published policy does not fit any more what it lies on. */
  of(of: PolicyCase): BookedPolicy
  /** The version that `of` takes, and the scope that decided. */
  why(of: PolicyCase): Choice
}

/** Compiled policies by the ids of all versions they are made of and the pack below: nothing of that ever changes. */
const compiled = kept<CompiledPolicy>(300)

/**
 * Which policy holds for whom on days up to `to`. Who is assigned what and what is published is read now, in one query;
 * what versions say is read once in the life of the process. `employeeId` reads no assignments of others.
 */
export async function policyBook(tx: Tx, { to, employeeId }: { to: string; employeeId?: string }): Promise<PolicyBook> {
  const published = await publishedPolicies(tx, to, employeeId)
  const needed = neededOf(published.versions, new Set(published.assignments.flatMap(({ policyId }) => policyId ?? [])))
  const layers = await layersOf(
    tx,
    needed.map(({ id }) => id),
  )
  const choose = chooser(published)
  const met = new Map<string, BookedPolicy>()
  return {
    why: choose,
    of(of) {
      const { version } = choose(of)
      const key = `${version?.id ?? ''} ${of.workDate}`
      const known = met.get(key)
      if (known) return known
      const booked = version ? bookedOf(published.versions, version, layers, of.workDate) : packBooked(of.workDate)
      met.set(key, booked)
      return booked
    },
  }
}

/** The versions of some policies and of all that those lie on. */
function neededOf(versions: PublishedVersion[], policyIds: Set<string>): PublishedVersion[] {
  const ids = new Set(policyIds)
  for (let size = -1; size !== ids.size; ) {
    size = ids.size
    const names = new Set(versions.flatMap((version) => (ids.has(version.policyId) ? (version.extends.policy?.toLowerCase() ?? []) : [])))
    for (const { policyName, policyId } of versions) if (names.has(policyName.toLowerCase())) ids.add(policyId)
  }
  return versions.filter(({ policyId }) => ids.has(policyId))
}

function packBooked(date: string): BookedPolicy {
  const pack = packOf(defaultPack, undefined, date)
  const policy = compiledOnce(`${pack.pack} ${pack.version}`, () => compile(pack))
  return { policy, versionId: null, title: policy.document.title, versionNumber: null }
}

function bookedOf(
  versions: PublishedVersion[],
  version: PublishedVersion,
  layers: ReadonlyMap<string, PolicyLayer>,
  date: string,
): BookedPolicy {
  const below = versionsBelow(versions, version, date, version.policyId)
  const pack = packBelow(version, below, date)
  const key = [version, ...below].map(({ id }) => id).join(' ')
  const policy = compiledOnce(`${key} ${pack.pack} ${pack.version}`, () => {
    const layer = layers.get(version.id)
    if (!layer) throw new Error(`The layer of version ${version.id} was not read`)
    return compile(resolved(layer, below, layers, date))
  })
  return { policy, versionId: version.id, title: `${version.policyName} · ${policy.document.title}`, versionNumber: version.number }
}

function compiledOnce(key: string, make: () => CompiledPolicy): CompiledPolicy {
  const known = compiled.get(key)
  if (known) return known
  const made = make()
  compiled.set(key, made)
  return made
}
