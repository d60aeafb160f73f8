export { type Check, type CheckState, type Checks, checkHealth, databaseIsReady, overall } from './check.ts'
