/** A reason why an archive cannot be made or taken. The message is one sentence that tells a person what to do. */
export class ArchiveProblem extends Error {
  override readonly name = 'ArchiveProblem'
}

export const damaged = (file: string, what: string) =>
  new ArchiveProblem(`${file} is damaged or no archive of Lembur (${what}): nothing was changed. Take another copy.`)
