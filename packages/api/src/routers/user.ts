import { Ended, SignInList } from '@lembur/contracts/account'
import { ById } from '@lembur/contracts/ids'
import {
  CreatedUser,
  CreateUser,
  EndUserSessions,
  ListUsers,
  OfUser,
  OverrideResource,
  OverrideRight,
  PasswordLink,
  PreviewAccess,
  ResetOverride,
  SetRole,
  UpdateUser,
  UserAccess,
  UserDetail,
  UserList,
} from '@lembur/contracts/users'
import {
  activateUser,
  addUser,
  clearSecondFactorOf,
  deactivateUser,
  endSessionsOf,
  explainAccess,
  getUser,
  listUsers,
  overrideResource,
  overrideRight,
  passwordLinkOf,
  previewAccess,
  resetOverride,
  sessionsOf,
  setRole,
  updateUser,
} from '@lembur/domain/access'
import type { Ctx } from '@lembur/domain/kernel'
import { can, rest, router } from '../trpc.ts'

const tag = 'Users'
const path = '/v1/users'

/** Every change answers with the person as he is then. */
const told = async (ctx: Ctx, id: string, changing: Promise<unknown>) => {
  await changing
  return getUser(ctx, { id })
}
const explained = async (ctx: Ctx, userId: string, changing: Promise<unknown>) => {
  await changing
  return explainAccess(ctx, { userId })
}

/** Users are never deleted: who has left is deactivated. */
export const user = router({
  list: can('access.read')
    .meta(rest('GET', path, tag, 'The people who sign in'))
    .input(ListUsers)
    .output(UserList)
    .query(({ ctx, input }) => listUsers(ctx.domain, input)),

  create: can('access.update')
    .meta(rest('POST', path, tag, 'Add a person; the answer has the link with which he chooses his password'))
    .input(CreateUser)
    .output(CreatedUser)
    .mutation(({ ctx, input }) => addUser(ctx.domain, input)),

  get: can('access.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One person'))
    .input(ById)
    .output(UserDetail)
    .query(({ ctx, input }) => getUser(ctx.domain, input)),

  update: can('access.update')
    .meta(rest('PATCH', `${path}/{id}`, tag, 'Change how somebody is called and reached, and which employee he is'))
    .input(UpdateUser)
    .output(UserDetail)
    .mutation(({ ctx, input }) => told(ctx.domain, input.id, updateUser(ctx.domain, input))),

  setRole: can('role.update')
    .meta(rest('POST', `${path}/{userId}/role`, tag, 'Give somebody another role'))
    .input(SetRole)
    .output(UserDetail)
    .mutation(({ ctx, input }) => told(ctx.domain, input.userId, setRole(ctx.domain, input))),

  deactivate: can('access.update')
    .meta(rest('POST', `${path}/{userId}/deactivate`, tag, 'Shut somebody out; his sessions end at once'))
    .input(OfUser)
    .output(UserDetail)
    .mutation(({ ctx, input }) => told(ctx.domain, input.userId, deactivateUser(ctx.domain, input))),

  activate: can('access.update')
    .meta(rest('POST', `${path}/{userId}/activate`, tag, 'Let somebody in again'))
    .input(OfUser)
    .output(UserDetail)
    .mutation(({ ctx, input }) => told(ctx.domain, input.userId, activateUser(ctx.domain, input))),

  access: can('access.read')
    .meta(rest('GET', `${path}/{userId}/access`, tag, 'What somebody may, how far, and what decides it'))
    .input(OfUser)
    .output(UserAccess)
    .query(({ ctx, input }) => explainAccess(ctx.domain, input)),

  previewAccess: can('access.read')
    .input(PreviewAccess)
    .output(UserAccess)
    .query(({ ctx, input }) => previewAccess(ctx.domain, input)),

  override: can('access.update')
    .meta(rest('POST', `${path}/{userId}/overrides`, tag, 'Give somebody a right beyond his role, or take one away'))
    .input(OverrideRight)
    .output(UserAccess)
    .mutation(({ ctx, input }) => explained(ctx.domain, input.userId, overrideRight(ctx.domain, input))),

  overrideResource: can('access.update')
    .meta(rest('POST', `${path}/{userId}/overrides/resource`, tag, 'Give somebody every right of a resource, or take every one away'))
    .input(OverrideResource)
    .output(UserAccess)
    .mutation(({ ctx, input }) => explained(ctx.domain, input.userId, overrideResource(ctx.domain, input))),

  resetOverride: can('access.update')
    .meta(rest('POST', `${path}/{userId}/overrides/reset`, tag, 'Let the role decide again: over a right, a resource, or all'))
    .input(ResetOverride)
    .output(UserAccess)
    .mutation(({ ctx, input }) => explained(ctx.domain, input.userId, resetOverride(ctx.domain, input))),

  passwordLink: can('access.update')
    .input(OfUser)
    .output(PasswordLink)
    .mutation(({ ctx, input }) => passwordLinkOf(ctx.domain, input)),

  sessions: can('access.read')
    .meta(rest('GET', `${path}/{userId}/sessions`, tag, 'Where somebody is signed in'))
    .input(OfUser)
    .output(SignInList)
    .query(({ ctx, input }) => sessionsOf(ctx.domain, input)),

  endSessions: can('access.update')
    .meta(rest('POST', `${path}/{userId}/sessions/end`, tag, 'End one of somebody’s sessions, or all'))
    .input(EndUserSessions)
    .output(Ended)
    .mutation(({ ctx, input }) => endSessionsOf(ctx.gate, ctx.domain, input)),

  clearSecondFactor: can('access.update')
    .input(OfUser)
    .output(UserDetail)
    .mutation(({ ctx, input }) => told(ctx.domain, input.userId, clearSecondFactorOf(ctx.domain, input))),
})
