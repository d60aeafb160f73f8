export { findAnything } from './find.ts'
