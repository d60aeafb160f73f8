import { z } from 'zod'

/** Every key is a UUID version 7, made by the server or, for a submit that may be repeated, by the client. */
export const Id = z.uuid({ error: 'id.invalid' })
export type Id = z.infer<typeof Id>

export const ById = z.object({ id: Id })
export type ById = z.infer<typeof ById>

/** The state of a row that the writer saw; another writer in between makes the write a conflict. */
export const Version = z.int().min(1)
