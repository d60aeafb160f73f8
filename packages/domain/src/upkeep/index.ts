export { organizationIds } from './organizations.ts'
export { clearIfDue } from './retention.ts'
export { clearEnded, sweepOrganization } from './sweep.ts'
