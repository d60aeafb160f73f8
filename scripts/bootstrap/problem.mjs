/** A reason why the product cannot be set up here. The message is one sentence that tells a person what to do. */
export class Problem extends Error {}
