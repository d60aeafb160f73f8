import { PolicyDocument } from '@lembur/contracts/policy'
import { packFiles } from './packs/index.ts'
import { parsed, problem } from './problem.ts'

/** A version of a pack that the product brings along. */
export type PackInfo = Pick<PolicyDocument, 'pack' | 'version' | 'title' | 'jurisdiction' | 'effectiveFrom' | 'effectiveTo'>

let read: PolicyDocument[] | null = null

/** Every version of every pack, packs in order of their code, versions oldest first. Read and checked once. */
export function packDocuments(): readonly PolicyDocument[] {
  read ??= packFiles
    .map((file) => parsed(PolicyDocument, file))
    .sort((a, b) => a.pack.localeCompare(b.pack) || a.effectiveFrom.localeCompare(b.effectiveFrom))
  return read
}

export const packs = (): PackInfo[] =>
  packDocuments().map(({ pack, version, title, jurisdiction, effectiveFrom, effectiveTo }) => ({
    pack,
    version,
    title,
    jurisdiction,
    effectiveFrom,
    effectiveTo,
  }))

/**
 * A pack as it was at a version, or in force on a date; before its first version that one.
 * @throws PolicyProblem `policy.unknown_pack`, `policy.unknown_version`
 */
export function packOf(pack: string, version: string | undefined, date: string): PolicyDocument {
  const versions = packDocuments().filter((document) => document.pack === pack)
  const [first] = versions
  if (!first) throw problem('pack', 'policy.unknown_pack')
  if (version === undefined) return versions.findLast(({ effectiveFrom }) => effectiveFrom <= date) ?? first
  const found = versions.find((document) => document.version === version)
  if (!found) throw problem('version', 'policy.unknown_version')
  return found
}
