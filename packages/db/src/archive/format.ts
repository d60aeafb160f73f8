import { z } from 'zod'

/**
 * An archive is a gzipped tar: `archive.json` first, then each table in parts of PostgreSQL's COPY text format, in an order in which
 * every foreign key finds its row, and `manifest.json` last, when the sums are known. An archive without its end is no archive.
 */
export const headerEntry = 'archive.json'
export const manifestEntry = 'manifest.json'

/** Bytes of COPY text after which a new part begins; with the longest row it bounds the memory of both directions. */
export const partSize = 4 * 1024 * 1024
/** A longer part is not ours. */
export const longestPart = 512 * 1024 * 1024

export const partEntry = (table: string, part: number) => `tables/${table}/${String(part).padStart(6, '0')}.copy`

const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/)

/** How far the tables had been migrated: the number of migrations, and the hash of the last. */
export const SchemaVersion = z.object({ migrations: z.int().min(1), hash: z.string().min(1) })
export type SchemaVersion = z.infer<typeof SchemaVersion>

export const ArchiveHeader = z.object({
  format: z.literal('lembur-archive'),
  formatVersion: z.literal(1),
  productVersion: z.string(),
  createdAt: z.iso.datetime(),
  schema: SchemaVersion,
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier).min(1) })),
})
export type ArchiveHeader = z.infer<typeof ArchiveHeader>

export const TableSum = z.object({ name: identifier, rows: z.int().min(0), bytes: z.int().min(0), sha256: z.string().length(64) })
export type TableSum = z.infer<typeof TableSum>

export const ArchiveManifest = z.object({
  tables: z.array(TableSum),
  /** The next value that each sequence will give. */
  sequences: z.array(z.object({ name: identifier, next: z.int() })),
})
export type ArchiveManifest = z.infer<typeof ArchiveManifest>
