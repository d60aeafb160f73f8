import { PolicyLayer } from '@lembur/contracts/policy'
import { z } from 'zod'

const Stored = z.object({
  extends: PolicyLayer.shape.extends,
  patch: z.record(z.string(), z.unknown()),
  /** What stands in the JSON field where it cannot be read yet; null where it says the patch. */
  json: z.string().nullable(),
  note: z.string(),
  /** Which state of the server's draft it was begun on: `ID/VERSION`. */
  seen: z.string(),
})
export type StoredDraft = z.infer<typeof Stored>

/** Where one person's unsaved draft of a policy lies on this device. */
export const placeOf = (userId: string | undefined, policyId: string): string => `lembur.policy.${userId ?? 'nobody'}.${policyId}`

/** The draft kept on this device; null where there is none, or none that can be read. */
export function readDraft(place: string): StoredDraft | null {
  try {
    return Stored.parse(JSON.parse(localStorage.getItem(place) ?? 'null'))
  } catch {
    return null
  }
}

export function keepDraft(place: string, draft: StoredDraft): void {
  try {
    localStorage.setItem(place, JSON.stringify(draft))
  } catch {
    // A device that keeps nothing still lets one write and save.
  }
}

export const forgetDraft = (place: string): void => localStorage.removeItem(place)
