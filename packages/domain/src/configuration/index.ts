export { branding, organizationAtTheDoor } from './branding.ts'
export { getConfiguration } from './get.ts'
export { updateConfiguration } from './update.ts'
