import type { Database } from '@lembur/db'
import { undeliveredReports } from '@lembur/domain/report'
import { organizationsOf } from '../plant.ts'
import { plural } from '../print.ts'
import { type Finding, fail, ok } from './finding.ts'

const area = 'share'

/** Whether workbooks have failed or wait for somebody to close them, and why. */
export async function checkUndelivered(database: Database): Promise<Finding[]> {
  const organizations = await organizationsOf(database)
  const found = await Promise.all(organizations.map(async ({ id, slug }) => ({ slug, ...(await undeliveredReports(database, id)) })))
  const lacking = found.filter(({ files }) => files > 0)
  if (lacking.length === 0) return [ok(area, 'no workbook has failed')]
  return lacking.map(({ slug, files, reason }) =>
    fail(
      area,
      `${plural(files, 'workbook')} of ${slug} failed, the newest because: ${reason ?? 'nothing was said'}`,
      'Mend that; they are tried again every hour, and at once by "Try now" in the report centre.',
    ),
  )
}
