import { ById } from '@lembur/contracts/ids'
import { Activity, ActivityList, ActorList, FindActors, ListActivities, PurgeActivities, PurgedActivities } from '@lembur/contracts/system'
import { findActors, getActivity, listActivities, purgeActivities } from '@lembur/domain/activity'
import { can, rest, router } from '../trpc.ts'

const tag = 'Activity log'
const path = '/v1/activity-logs'

export const activity = router({
  list: can('activity.read')
    .meta(rest('GET', path, tag, 'Every write, with the fields before and after, the newest first'))
    .input(ListActivities)
    .output(ActivityList)
    .query(({ ctx, input }) => listActivities(ctx.domain, input)),

  actors: can('activity.read')
    .meta(rest('GET', `${path}/actors`, tag, 'People of whom the log tells'))
    .input(FindActors)
    .output(ActorList)
    .query(({ ctx, input }) => findActors(ctx.domain, input)),

  purge: can('activity.delete')
    .meta(rest('POST', `${path}/purge`, tag, 'Delete what is older than so many days; this itself is noted'))
    .input(PurgeActivities)
    .output(PurgedActivities)
    .mutation(({ ctx, input }) => purgeActivities(ctx.domain, input)),

  get: can('activity.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One write'))
    .input(ById)
    .output(Activity)
    .query(({ ctx, input }) => getActivity(ctx.domain, input)),
})
