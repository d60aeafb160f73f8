export { type Enabled, enabledConnection, sealedFor } from './enabled.ts'
