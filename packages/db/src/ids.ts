import { v7 } from 'uuid'

/** A new key: UUID version 7, so that rows made one after the other stand beside each other in the index. */
export const newId = (): string => v7()
