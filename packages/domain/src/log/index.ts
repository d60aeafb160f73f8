export { lineOptions } from './line.ts'
export { type ToldError, toldError } from './told-error.ts'
