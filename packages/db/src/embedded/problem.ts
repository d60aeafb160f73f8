/** A reason why the embedded database cannot run. The message is one sentence that tells a person what to do. */
export class EmbeddedProblem extends Error {
  override name = 'EmbeddedProblem'
}
