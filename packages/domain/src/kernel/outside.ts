import type { SmbSettings } from '@lembur/contracts/connections'
import type { Providers } from '@lembur/contracts/providers'
import type { SharePlace } from './context.ts'

/** The services beyond the plant's own database. */
export type Outside = Providers & { share(settings: SmbSettings, password: string): SharePlace }

const notReached = (): never => {
  throw new Error('This process reaches no service outside')
}

/** For a process that reaches none of them: the demo, the command line, a test that brings its own. */
export const nothingOutside: Outside = {
  company: null,
  portalUrl: null,
  directory: notReached,
  openId: notReached,
  mailer: notReached,
  share: notReached,
}
