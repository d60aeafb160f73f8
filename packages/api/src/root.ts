import { account } from './routers/account.ts'
import { activity } from './routers/activity.ts'
import { auth } from './routers/auth.ts'
import { configuration } from './routers/configuration.ts'
import { connection } from './routers/connection.ts'
import { correction } from './routers/correction.ts'
import { department } from './routers/department.ts'
import { employee } from './routers/employee.ts'
import { holiday } from './routers/holiday.ts'
import { limit } from './routers/limit.ts'
import { live } from './routers/live.ts'
import { notification } from './routers/notification.ts'
import { overtime } from './routers/overtime.ts'
import { period } from './routers/period.ts'
import { policy } from './routers/policy.ts'
import { project } from './routers/project.ts'
import { regulation, regulationDocument } from './routers/regulation.ts'
import { report } from './routers/report.ts'
import { search } from './routers/search.ts'
import { secondFactor } from './routers/second-factor.ts'
import { trial } from './routers/trial.ts'
import { user } from './routers/user.ts'
import { wage } from './routers/wage.ts'
import { router } from './trpc.ts'

/** Every procedure of the product, one router a feature. */
export const appRouter = router({
  auth,
  account,
  overtime,
  period,
  correction,
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
  policy,
  report,
  search,
  secondFactor,
  trial,
  user,
  wage,
})

export type AppRouter = typeof appRouter
