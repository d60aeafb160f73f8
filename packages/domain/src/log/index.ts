export { lineOptions } from './line.ts'
