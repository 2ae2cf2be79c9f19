/** A file that cannot be brought in at all. Its text says what happened, what is safe and what to do. */
export class ImportProblem extends Error {}
