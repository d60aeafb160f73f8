import { ById } from '@lembur/contracts/ids'
import { Activity, ActivityList, ListActivities } from '@lembur/contracts/system'
import { getActivity, listActivities } from '@lembur/domain/activity'
import { can, rest, router } from '../trpc.ts'

const tag = 'Activity log'
const path = '/v1/activity-logs'

export const activity = router({
  list: can('activity.read')
    .meta(rest('GET', path, tag, 'Every write, with the fields before and after, the newest first'))
    .input(ListActivities)
    .output(ActivityList)
    .query(({ ctx, input }) => listActivities(ctx.domain, input)),

  get: can('activity.read')
    .meta(rest('GET', `${path}/{id}`, tag, 'One write'))
    .input(ById)
    .output(Activity)
    .query(({ ctx, input }) => getActivity(ctx.domain, input)),
})
