import { z } from 'zod'
import { FieldError } from './errors.ts'
import { Id, Version } from './ids.ts'
import { listOf, Paging } from './paging.ts'
import { PolicyDocument, PolicyLayer, PolicySource } from './policy.ts'
import { limitScopes } from './rules.ts'
import { Instant, WorkDate } from './time.ts'

/** A draft is changed at will; a published version never again. */
export const policyVersionStates = ['draft', 'published'] as const
export const PolicyVersionState = z.enum(policyVersionStates)
export type PolicyVersionState = z.infer<typeof PolicyVersionState>

/** A patch larger than this is a slip or an attack; the largest pack has a tenth of it. */
const mostCharacters = 200_000

const text = (max: number) =>
  z.string({ error: 'text.required' }).trim().min(1, { error: 'text.required' }).max(max, { error: 'text.too_long' })
const Description = z.string().trim().max(2000, { error: 'text.too_long' })
const Note = z.string().trim().max(2000, { error: 'text.too_long' })
const Layer = PolicyLayer.refine((layer) => JSON.stringify(layer).length <= mostCharacters, {
  path: ['patch'],
  error: 'text.too_long',
}).refine(({ extends: on }) => (on.pack === undefined) !== (on.policy === undefined), { path: ['extends'], error: 'policy.unknown_pack' })

/** What the product brings: a country's rules as data, one row a version. */
export const PolicyPack = z.object({
  pack: z.string(),
  version: z.string(),
  title: z.string(),
  jurisdiction: z.string(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
})
export type PolicyPack = z.infer<typeof PolicyPack>
export const PolicyPackList = z.object({ results: z.array(PolicyPack) })

/** What a policy says from a day on; `effectiveFrom` is null of a draft, and `version` counts the changes of the draft. */
export const PolicyVersion = z.object({
  id: Id,
  policyId: Id,
  policyName: z.string(),
  number: z.int(),
  state: PolicyVersionState,
  layer: PolicyLayer,
  /** Why it was made, for those who read it years later. */
  note: z.string(),
  effectiveFrom: WorkDate.nullable(),
  publishedAt: Instant.nullable(),
  publishedByName: z.string().nullable(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type PolicyVersion = z.infer<typeof PolicyVersion>
export const ListPolicyVersions = Paging.extend({ policyId: Id })
export type ListPolicyVersions = z.infer<typeof ListPolicyVersions>
export const PolicyVersionList = listOf(PolicyVersion)

/** A version as a list names it. */
export const PolicyVersionRef = z.object({ id: Id, number: z.int(), effectiveFrom: WorkDate.nullable(), updatedAt: Instant })
export type PolicyVersionRef = z.infer<typeof PolicyVersionRef>

/** A policy of the organisation's own, and where its versions stand today. */
export const Policy = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  draft: PolicyVersionRef.nullable(),
  /** The published version that holds today, and the one that follows it. */
  inForce: PolicyVersionRef.nullable(),
  next: PolicyVersionRef.nullable(),
  /** Published ones and the draft. */
  versions: z.int(),
  /** Assignments of it, those of the past included. */
  assignments: z.int(),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Policy = z.infer<typeof Policy>
export const ListPolicies = Paging.extend({ search: z.string().trim().max(100).optional() })
export type ListPolicies = z.infer<typeof ListPolicies>
export const PolicyList = listOf(Policy)

/** A new policy with a first draft: on a pack (`pack`, and `packVersion` to stay with one), or as another policy is (`copyOf`). */
export const CreatePolicy = z
  .object({
    name: text(100),
    description: Description.default(''),
    pack: z.string().max(40).optional(),
    /** Left out: the version of the pack in force on each day. */
    packVersion: z.string().max(60).optional(),
    copyOf: Id.optional(),
  })
  .refine((from) => (from.pack === undefined) !== (from.copyOf === undefined), { path: ['pack'], error: 'policy.unknown_pack' })
export type CreatePolicy = z.infer<typeof CreatePolicy>
export const UpdatePolicy = z.object({
  id: Id,
  version: Version.optional(),
  name: text(100).optional(),
  description: Description.optional(),
})
export type UpdatePolicy = z.infer<typeof UpdatePolicy>

/** Writes the draft, which is made where there is none. `version` is that of the draft one has seen. */
export const SavePolicyDraft = z.object({ policyId: Id, version: Version.optional(), layer: Layer, note: Note.default('') })
export type SavePolicyDraft = z.infer<typeof SavePolicyDraft>
export const DiscardPolicyDraft = z.object({ policyId: Id, version: Version.optional() })
export type DiscardPolicyDraft = z.infer<typeof DiscardPolicyDraft>
/** Makes the draft a version that holds from a day on, for ever. `version` is that of the draft one has seen. */
export const PublishPolicy = z.object({ policyId: Id, effectiveFrom: WorkDate, version: Version.optional() })
export type PublishPolicy = z.infer<typeof PublishPolicy>

/** From which day a policy holds for whom; `policyId` null: nothing of its own any more, so the wider scope again, at last the product's pack. */
export const PolicyAssignment = z.object({
  id: Id,
  scope: z.enum(limitScopes),
  departmentId: Id.nullable(),
  departmentCode: z.string().nullable(),
  employeeId: Id.nullable(),
  employeeName: z.string().nullable(),
  policyId: Id.nullable(),
  policyName: z.string().nullable(),
  effectiveFrom: WorkDate,
  /** It is the latest of its scope and target up to today. */
  holdsToday: z.boolean(),
  /** Whether it may still be taken away: its day has not come. */
  canRemove: z.boolean(),
  createdAt: Instant,
})
export type PolicyAssignment = z.infer<typeof PolicyAssignment>
export const ListPolicyAssignments = Paging.extend({
  policyId: Id.optional(),
  departmentId: Id.optional(),
  employeeId: Id.optional(),
  scope: z.enum(limitScopes).optional(),
})
export type ListPolicyAssignments = z.infer<typeof ListPolicyAssignments>
export const PolicyAssignmentList = listOf(PolicyAssignment)
export const AssignPolicy = z
  .object({
    scope: z.enum(limitScopes),
    departmentId: Id.nullable().default(null),
    employeeId: Id.nullable().default(null),
    policyId: Id.nullable(),
    effectiveFrom: WorkDate,
  })
  .refine((to) => (to.scope === 'department') === (to.departmentId !== null) && (to.scope === 'employee') === (to.employeeId !== null), {
    path: ['scope'],
    error: 'limit.scope',
  })
export type AssignPolicy = z.infer<typeof AssignPolicy>

/** Why a policy holds: the scope whose assignment decided; `pack`: nothing is assigned, so what the product brings. */
export const policyReasons = [...limitScopes, 'pack'] as const
export const PolicyInForce = z.object({
  date: WorkDate,
  policyId: Id.nullable(),
  policyName: z.string().nullable(),
  versionId: Id.nullable(),
  versionNumber: z.int().nullable(),
  /** Since when the version holds, and since when it is assigned. */
  versionFrom: WorkDate.nullable(),
  assignedFrom: WorkDate.nullable(),
  decidedBy: z.enum(policyReasons),
  pack: z.string(),
  packVersion: z.string(),
  title: z.string(),
})
export type PolicyInForce = z.infer<typeof PolicyInForce>
/** For an employee, or, without one, for whoever has nothing narrower than the organisation's; without `date` today. */
export const AskPolicyInForce = z.object({ employeeId: Id.optional(), date: WorkDate.optional() })
export type AskPolicyInForce = z.infer<typeof AskPolicyInForce>

/** One rule as a sentence: the client has the words for `code` and puts `values` in; where it stands written, if that is known. */
export const PolicySentence = z.object({
  code: z.string(),
  /** Where in the document it stands, so that a change is shown beside its sentence. */
  path: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  source: PolicySource.nullable(),
})
export type PolicySentence = z.infer<typeof PolicySentence>

/** A policy read out: whole, as sentences, and on what it was built. Of one that is not right, what is wrong and where. */
export const PolicyDescription = z.object({
  date: WorkDate,
  document: PolicyDocument.nullable(),
  sentences: z.array(PolicySentence),
  /** The policies below, the nearest first; the pack below them all is the document's. */
  layers: z.array(z.object({ policyId: Id, name: z.string(), versionId: Id, number: z.int() })),
  problems: z.array(FieldError),
})
export type PolicyDescription = z.infer<typeof PolicyDescription>
/** One of: a version, a policy (its version of the day), a pack. Without `date`: the version's own first day, else today. */
export const DescribePolicy = z
  .object({
    versionId: Id.optional(),
    policyId: Id.optional(),
    pack: z.string().max(40).optional(),
    packVersion: z.string().max(60).optional(),
    date: WorkDate.optional(),
  })
  .refine((of) => [of.versionId, of.policyId, of.pack].filter((each) => each !== undefined).length === 1, {
    path: ['policyId'],
    error: 'field.invalid',
  })
export type DescribePolicy = z.infer<typeof DescribePolicy>
/** What an unsaved layer would say; `policyId` is the policy it is for, so that it cannot be built on itself. */
export const PreviewPolicy = z.object({ layer: Layer, policyId: Id.optional(), date: WorkDate.optional() })
export type PreviewPolicy = z.infer<typeof PreviewPolicy>

/** Two versions, each as it is read on its first day (a draft: today). */
export const ComparePolicies = z.object({ beforeId: Id, afterId: Id })
export type ComparePolicies = z.infer<typeof ComparePolicies>
/** A value that differs; `path` as in `caps.ID-DAY-4H.limit`. Null on the side that has nothing there. */
export const PolicyChange = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })
export type PolicyChange = z.infer<typeof PolicyChange>
export const PolicyComparison = z.object({ before: PolicyVersionRef, after: PolicyVersionRef, changes: z.array(PolicyChange) })
export type PolicyComparison = z.infer<typeof PolicyComparison>

/** The JSON Schema of a whole policy document. */
export const PolicySchema = z.record(z.string(), z.unknown())
