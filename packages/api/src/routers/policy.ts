import { ById } from '@lembur/contracts/ids'
import {
  AskPolicyInForce,
  AssignPolicy,
  ComparePolicies,
  CreatePolicy,
  DescribePolicy,
  DiscardPolicyDraft,
  ListPolicies,
  ListPolicyAssignments,
  ListPolicyVersions,
  Policy,
  PolicyAssignment,
  PolicyAssignmentList,
  PolicyComparison,
  PolicyDescription,
  PolicyInForce,
  PolicyList,
  PolicyPackList,
  PolicySchema,
  PolicyVersion,
  PolicyVersionList,
  PreviewPolicy,
  PublishPolicy,
  SavePolicyDraft,
  UpdatePolicy,
} from '@lembur/contracts/policies'
import {
  assignPolicy,
  comparePolicies,
  createPolicy,
  describePolicy,
  discardPolicyDraft,
  getPolicy,
  getPolicyVersion,
  listPolicies,
  listPolicyAssignments,
  listPolicyPacks,
  listPolicyVersions,
  policyInForce,
  policySchema,
  previewPolicy,
  publishPolicy,
  removePolicy,
  savePolicyDraft,
  unassignPolicy,
  updatePolicy,
} from '@lembur/domain/policy'
import { can, mergeRouters, rest, router } from '../trpc.ts'

const tag = 'Policies'
const path = '/v1/policies'
const assignmentPath = '/v1/policy-assignments'

/** A policy and its versions. */
const written = router({
  list: can('policy.read')
    .meta(rest('GET', path, tag, 'The organisation’s own policies, and where their versions stand today'))
    .input(ListPolicies)
    .output(PolicyList)
    .query(({ ctx, input }) => listPolicies(ctx.domain, input)),

  create: can('policy.create')
    .meta(rest('POST', path, tag, 'Make a policy with a first draft, on a pack or as another policy is'))
    .input(CreatePolicy)
    .output(Policy)
    .mutation(({ ctx, input }) => createPolicy(ctx.domain, input)),

  get: can('policy.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One policy'))
    .input(ById)
    .output(Policy)
    .query(({ ctx, input }) => getPolicy(ctx.domain, input)),

  update: can('policy.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change the name or the description of a policy'))
    .input(UpdatePolicy)
    .output(Policy)
    .mutation(({ ctx, input }) => updatePolicy(ctx.domain, input)),

  remove: can('policy.delete')
    .meta(rest('DELETE', `${path}/{id}`, tag, 'Delete a policy that was never published'))
    .input(ById)
    .output(ById)
    .mutation(({ ctx, input }) => removePolicy(ctx.domain, input)),

  versions: can('policy.read')
    .meta(rest('GET', `${path}/{policyId}/versions`, tag, 'Every version of a policy, the newest first'))
    .input(ListPolicyVersions)
    .output(PolicyVersionList)
    .query(({ ctx, input }) => listPolicyVersions(ctx.domain, input)),

  version: can('policy.read')
    .meta(rest('GET', '/v1/policy-versions/{id}', tag, 'One version, whatever its age'))
    .input(ById)
    .output(PolicyVersion)
    .query(({ ctx, input }) => getPolicyVersion(ctx.domain, input)),

  saveDraft: can('policy.update')
    .meta(rest('POST', `${path}/{policyId}/draft`, tag, 'Write the draft of a policy, or begin one'))
    .input(SavePolicyDraft)
    .output(PolicyVersion)
    .mutation(({ ctx, input }) => savePolicyDraft(ctx.domain, input)),

  discardDraft: can('policy.update')
    .meta(rest('DELETE', `${path}/{policyId}/draft`, tag, 'Throw the draft of a policy away'))
    .input(DiscardPolicyDraft)
    .output(ById)
    .mutation(({ ctx, input }) => discardPolicyDraft(ctx.domain, input)),

  publish: can('policy.update')
    .meta(rest('POST', `${path}/{policyId}/publication`, tag, 'Publish the draft of a policy from a day on; it is kept for ever'))
    .input(PublishPolicy)
    .output(PolicyVersion)
    .mutation(({ ctx, input }) => publishPolicy(ctx.domain, input)),
})

/** Who is judged by which. */
const assigned = router({
  assignments: can('policy.read')
    .meta(rest('GET', assignmentPath, tag, 'Which policy holds for whom from which day on'))
    .input(ListPolicyAssignments)
    .output(PolicyAssignmentList)
    .query(({ ctx, input }) => listPolicyAssignments(ctx.domain, input)),

  assign: can('policy.update')
    .meta(rest('POST', assignmentPath, tag, 'Have a policy hold for the organisation, a department or a person from a day on'))
    .input(AssignPolicy)
    .output(PolicyAssignment)
    .mutation(({ ctx, input }) => assignPolicy(ctx.domain, input)),

  unassign: can('policy.update')
    .meta(rest('DELETE', `${assignmentPath}/{id}`, tag, 'Take back an assignment whose day has not come'))
    .input(ById)
    .output(PolicyAssignment)
    .mutation(({ ctx, input }) => unassignPolicy(ctx.domain, input)),

  inForce: can('policy.read')
    .meta(rest('GET', '/v1/policy-in-force', tag, 'The policy that holds for somebody on a day, and why'))
    .input(AskPolicyInForce)
    .output(PolicyInForce)
    .query(({ ctx, input }) => policyInForce(ctx.domain, input)),
})

/** What they say. */
const readOut = router({
  packs: can('policy.read')
    .meta(rest('GET', '/v1/policy-packs', tag, 'The packs that the product brings, each with its versions'))
    .output(PolicyPackList)
    .query(({ ctx }) => listPolicyPacks(ctx.domain)),

  schema: can('policy.read')
    .meta(rest('GET', '/v1/policy-schema', tag, 'The JSON Schema of a policy'))
    .output(PolicySchema)
    .query(() => policySchema()),

  describe: can('policy.read')
    .meta(rest('GET', '/v1/policy-description', tag, 'A version, a policy on a day, or a pack: whole and as sentences'))
    .input(DescribePolicy)
    .output(PolicyDescription)
    .query(({ ctx, input }) => describePolicy(ctx.domain, input)),

  // It changes nothing, but a layer is too long for an address.
  preview: can('policy.read')
    .meta(rest('POST', `${path}/preview`, tag, 'What an unsaved layer would say, and what is wrong with it'))
    .input(PreviewPolicy)
    .output(PolicyDescription)
    .mutation(({ ctx, input }) => previewPolicy(ctx.domain, input)),

  compare: can('policy.read')
    .meta(rest('GET', '/v1/policy-comparison', tag, 'What two versions say differently'))
    .input(ComparePolicies)
    .output(PolicyComparison)
    .query(({ ctx, input }) => comparePolicies(ctx.domain, input)),
})

export const policy = mergeRouters(written, assigned, readOut)
