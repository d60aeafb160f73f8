import { messages } from '@lembur/contracts/errors'

export type ImportErrorCode = 'import.unreadable' | 'import.too_many_rows' | 'file.wrong_type' | 'file.too_large'

/** An uploaded table that cannot be taken, with the code that the client has a sentence for. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
  readonly code: ImportErrorCode

  constructor(code: ImportErrorCode, options?: ErrorOptions) {
    super(messages[code], options)
    this.code = code
  }
}
