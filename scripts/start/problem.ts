/** A reason why the product cannot start. The message is one sentence that tells a person what to do. */
export class StartProblem extends Error {
  override name = 'StartProblem'
}
