/** A file that cannot be brought in at all. Its text says what happened, what is safe and what to do. */
export class ImportProblem extends Error {}

/** One line that was left out, with its reason; the rest of the file goes on. */
export interface Rejected {
  /** As an editor counts, the header is line 1 */
  readonly line: number;
  /** Short and steady, for sorting the report: `bad-price` */
  readonly code: string;
  readonly reason: string;
  readonly fields: readonly string[];
}
