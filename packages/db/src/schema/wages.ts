import { date, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { stamps, tenant, tenantKey } from './_columns.ts'
import { employee } from './people.ts'

/** What an employee earns from a day on. The sums are sealed: a copy of the database tells nobody's wage. */
export const employeeWage = pgTable(
  'employee_wage',
  {
    ...tenantKey(),
    employeeId: uuid().notNull(),
    effectiveFrom: date({ mode: 'string' }).notNull(),
    /** Basis, amount and currency as JSON, sealed for `wage/ORGANISATION/EMPLOYEE/ID`. */
    sealed: text().notNull(),
    version: integer().notNull().default(1),
    ...stamps(),
  },
  (t) => [
    ...tenant('employee_wage', t, [{ name: 'employee', column: t.employeeId, to: employee }]),
    uniqueIndex('employee_wage_once').on(t.organizationId, t.employeeId, t.effectiveFrom),
  ],
)
