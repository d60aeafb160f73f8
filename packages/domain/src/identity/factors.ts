import type { Role } from '@lembur/contracts/access'
import { type FactorWay, factorWays } from '@lembur/contracts/second-factor'
import type { Database } from '@lembur/db'
import type { Sql } from './identity.ts'

/** What a person can show besides his password; none where nothing is set up. */
export async function factorsOf(sql: Sql, userId: string): Promise<FactorWay[]> {
  const [row] = await sql<{ totp: boolean; passkey: boolean; recovery: boolean }[]>`
    select exists (select from totp where user_id = ${userId} and confirmed_at is not null) as totp,
      exists (select from passkey where user_id = ${userId}) as passkey,
      exists (select from recovery_code where user_id = ${userId} and used_at is null) as recovery`
  // Codes stand in for something that was lost: alone they are no factor.
  if (!row || !(row.totp || row.passkey)) return []
  return factorWays.filter((way) => row[way])
}

/** Whether a role needs a second factor in this organisation, by its setting. */
export async function needsSecondFactor(database: Database, organizationId: string, role: Role): Promise<boolean> {
  const [row] = await database.readOne<{ needed: boolean }[]>(
    organizationId,
    (sql) => sql`select ${role} = any(second_factor_roles) as needed from organization where id = ${organizationId}`,
  )
  return row?.needed ?? false
}
