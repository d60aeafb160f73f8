export { providersFromSettings } from './settings.ts'
