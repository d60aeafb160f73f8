import { sendResetMail } from '@lembur/domain/account'
import type { PayloadOf } from '@lembur/jobs'
import type { mailReset } from '@lembur/jobs/account'
import { JobFailure } from '../../failure.ts'
import type { Handler } from '../../handler.ts'

/** Mails a link for a new password; each run makes a link of its own, so that none is ever stored. */
export const mailResetTo: Handler<PayloadOf<typeof mailReset>> = async ({ services, now, log }, { userIds }, run) => {
  for (const userId of userIds) {
    const mailed = await sendResetMail(services, userId, now(), { requestId: run.id, ip: null, userAgent: null })
    if (!mailed.ok) throw new JobFailure({ userId }, mailed.sentence)
    if ('skipped' in mailed && mailed.skipped === 'not_set_up')
      log.warn({ userId }, 'a link for a new password was asked for, but there is no mail connection or no address of the product')
  }
}
