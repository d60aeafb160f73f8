export { listLimits } from './list.ts'
export { previewLimit } from './preview.ts'
export { setLimit } from './set.ts'
