/** What a part of `npm test` came to. */
export type Outcome = {
  passed: number;
  failed: number;
  skipped: number;
  /** Said under the table: what was left out, why, and the command that would run it. */
  notes: string[];
};

export type Part = {
  name: string;
  /** What it may take on two cores; the sum over all parts is held to 20 minutes. */
  budgetMinutes: number;
  run(): Promise<Outcome>;
};

export const nothing: Outcome = { passed: 0, failed: 0, skipped: 0, notes: [] };

/** The outcome of a check that is one thing: right or wrong. */
export function single(ok: boolean, notes: string[] = []): Outcome {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, notes };
}
