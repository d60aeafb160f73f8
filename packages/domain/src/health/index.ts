export { type Check, type CheckState, type Checks, checkHealth, databaseIsBehind, databaseIsReady, overall } from './check.ts'
