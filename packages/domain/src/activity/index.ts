export { findActors } from './actors.ts'
export { clearActivity, purgeActivities } from './clear.ts'
export { exportActivities, noteActivityExport } from './export.ts'
export { getActivity, listActivities } from './list.ts'
