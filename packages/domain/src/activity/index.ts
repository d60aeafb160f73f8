export { getActivity, listActivities } from './list.ts'
