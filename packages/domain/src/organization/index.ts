export { createOrganization, type NewOrganization } from './create.ts'
export { oneAtATime } from './lock.ts'
