import { sql } from 'drizzle-orm'
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { bytea, instant, tenant, tenantKey } from './_columns.ts'

/** The bytes of a workbook or an upload. In the database, so that servers and workers share no disk and a backup has everything. */
export const storedFile = pgTable(
  'stored_file',
  {
    ...tenantKey(),
    mediaType: text().notNull(),
    sha256: text().notNull(),
    size: integer().notNull(),
    bytes: bytea().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [...tenant('stored_file', t), check('stored_file_size', sql`${t.size} = octet_length(${t.bytes})`)],
)
