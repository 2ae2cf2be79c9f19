import type { RejectedReport } from '../import/rejected-report.ts';

/** What commands that read files say when they are done. */

export const number = (value: number) => value.toLocaleString('en');

export function print(lines: readonly (string | false)[]): void {
  for (const line of lines) if (line !== false) process.stdout.write(`${line}\n`);
}

export function rejectedLines(report: RejectedReport): string[] {
  if (report.total === 0) return ['  every line is in'];
  const sorted = [...report.counts].sort((a, b) => b[1].count - a[1].count);
  return [
    ...sorted.map(([code, { count, reason }]) => `  ${number(count).padStart(7)}  ${code}: ${reason}`),
    `  They are in ${report.path}, with line numbers and reasons.`,
  ];
}
