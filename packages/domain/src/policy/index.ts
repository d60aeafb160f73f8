export { type BookedPolicy, defaultPack, type PolicyBook, policyBook } from './book.ts'
