export { type WageBook, wageBook } from './book.ts'
