export { accounts as demoAccounts, demoPassword } from './accounts.ts'
export { type DemoOptions, loadDemoIfEmpty } from './load.ts'
export { fewestRequests, usualRequests } from './requests.ts'
