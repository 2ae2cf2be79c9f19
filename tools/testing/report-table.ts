import type { Outcome, Part } from './part.ts';

export type Run = { part: Part; outcome: Outcome; minutes: number };

const time = (minutes: number): string => `${minutes.toFixed(1)} min`;

/** The table at the end of `npm test`, its notes, and as the very last line the sum that machines read. */
export function summary(runs: Run[]): string {
  const rows = runs.map(({ part, outcome, minutes }) =>
    [
      part.name.padEnd(12),
      String(outcome.passed).padStart(7),
      String(outcome.failed).padStart(7),
      String(outcome.skipped).padStart(8),
      time(minutes).padStart(10),
      time(part.budgetMinutes).padStart(10),
      minutes > part.budgetMinutes ? '  over budget' : '',
    ].join(''),
  );
  const sum = (pick: (outcome: Outcome) => number): number => runs.reduce((total, run) => total + pick(run.outcome), 0);
  const minutes = runs.reduce((total, run) => total + run.minutes, 0);
  const budget = runs.reduce((total, run) => total + run.part.budgetMinutes, 0);
  return [
    '',
    `${'part'.padEnd(12)} passed failed skipped      took    budget`,
    ...rows,
    `${'all'.padEnd(34)}${time(minutes).padStart(10)}${time(budget).padStart(10)}`,
    ...runs.flatMap((run) => run.outcome.notes),
    '',
    `${sum((each) => each.passed)} passed, ${sum((each) => each.failed)} failed, ${sum((each) => each.skipped)} skipped`,
    '',
  ].join('\n');
}
