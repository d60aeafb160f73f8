/** Why a job failed, with what it was at work on, for the log: no values of rows, only what names the work. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'
  readonly about: Readonly<Record<string, string>>

  constructor(about: Readonly<Record<string, string>>, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.about = about
  }
}
