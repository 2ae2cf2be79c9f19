/** The calendar month so many before that of a moment, `2026-11`: where a count of so many months begins. */
export function monthsBefore(at: number, months: number): string {
  const day = new Date(at);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, 1)).toISOString().slice(0, 7);
}

/** The first day of a month, and of the one after it. @param month `2026-11` */
export function daysOf(month: string): readonly [first: string, end: string] {
  const first = `${month}-01`;
  const next = new Date(`${first}T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return [first, next.toISOString().slice(0, 10)];
}
