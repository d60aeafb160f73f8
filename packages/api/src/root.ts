import { account } from './routers/account.ts'
import { activity } from './routers/activity.ts'
import { auth } from './routers/auth.ts'
import { configuration } from './routers/configuration.ts'
import { connection } from './routers/connection.ts'
import { department } from './routers/department.ts'
import { employee } from './routers/employee.ts'
import { holiday } from './routers/holiday.ts'
import { limit } from './routers/limit.ts'
import { live } from './routers/live.ts'
import { notification } from './routers/notification.ts'
import { overtime } from './routers/overtime.ts'
import { project } from './routers/project.ts'
import { regulation, regulationDocument } from './routers/regulation.ts'
import { report } from './routers/report.ts'
import { search } from './routers/search.ts'
import { secondFactor } from './routers/second-factor.ts'
import { user } from './routers/user.ts'
import { router } from './trpc.ts'

/** Every procedure of the product, one router a feature. */
export const appRouter = router({
  auth,
  account,
  overtime,
  live,
  configuration,
  connection,
  activity,
  notification,
  department,
  project,
  employee,
  holiday,
  regulation,
  regulationDocument,
  limit,
  report,
  search,
  secondFactor,
  user,
})

export type AppRouter = typeof appRouter
