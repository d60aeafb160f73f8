import { z } from 'zod'
import { AverageState, CapState, Violation } from './evaluation.ts'
import { capWindows } from './policy.ts'
import { WorkDate } from './time.ts'

/** The limit that is used up, and the first date on which every limit has room for an hour again. `code`: of a cap of the law. */
export const NextFree = z.object({
  span: z.enum(capWindows),
  code: z.string().nullable(),
  from: WorkDate,
})
export type NextFree = z.infer<typeof NextFree>

/** What the policy of the date makes of a request, beside the plant's own limits. It shows; it never blocks. */
export const Judgement = z.object({
  /** The policy's caps with this request counted; minutes. */
  law: z.array(CapState),
  averages: z.array(AverageState),
  violations: z.array(Violation),
  /** What the employer owes besides pay, in the words of the policy: a meal. */
  obligations: z.array(z.string()),
  /** Minutes times rate, exact (`105/2`). "0" where the policy sets no pay. */
  payableMinutes: z.string(),
  /** Null while there is room for another hour, and where no end of it is near. */
  nextFree: NextFree.nullable(),
  /** Rest between the work of the date before and that of this one, normal shifts included; null: none within a week. */
  restMinutes: z.int().min(0).nullable(),
  /** Rest from the end of this request to the next work, the normal shift or a request; null where it is of the same date. */
  restAfterMinutes: z.int().min(0).nullable(),
  /** Title of the policy that judged: "Indonesia, PP 35/2021"; empty where none could. */
  policyTitle: z.string(),
})
export type Judgement = z.infer<typeof Judgement>
