export { type LoadedImage, loadBrandImage } from './load.ts'
export { removeBrandImage } from './remove.ts'
export { replaceBrandImage } from './replace.ts'
