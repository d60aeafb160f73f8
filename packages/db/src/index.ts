export { connect, type Database, type Fragment, noOrganization, type Query, type Statement, type Tenant, type Tx } from './client.ts'
export { newId } from './ids.ts'
