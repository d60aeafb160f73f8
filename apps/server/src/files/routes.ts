import type { FastifyInstance } from 'fastify'
import type { Serving } from '../serving.ts'
import { activityFiles } from './activity.ts'
import { brandFiles } from './brand.ts'
import { correctionFiles } from './corrections.ts'
import { employeeFiles } from './employees.ts'
import { overtimeFiles } from './overtime.ts'
import { regulationDocumentFiles } from './regulation-documents.ts'
import { reportFiles } from './reports.ts'
import { acceptUploads } from './upload.ts'
import { wageFiles } from './wages.ts'

/** What goes up and down as a file; the right is asked by the verb, as everywhere. */
export async function fileRoutes(app: FastifyInstance, serving: Serving): Promise<void> {
  await acceptUploads(app)
  await reportFiles(app, serving)
  await regulationDocumentFiles(app, serving)
  await overtimeFiles(app, serving)
  await correctionFiles(app, serving)
  await employeeFiles(app, serving)
  await wageFiles(app, serving)
  await activityFiles(app, serving)
  await brandFiles(app, serving)
}
