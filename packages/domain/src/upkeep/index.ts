export { organizationIds } from './organizations.ts'
export { clearEnded, sweepOrganization } from './sweep.ts'
