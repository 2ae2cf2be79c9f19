/** Milliseconds since 1970-01-01T00:00:00Z, an integer. The domain never reads a clock: instants come in through context. */
export type Instant = number;

/** A calendar day of the store, `YYYY-MM-DD`. */
export type CalendarDate = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The store's calendar day and hour (0–23) at an instant, in an IANA time zone. */
export function localDayAndHour(at: Instant, timeZone: string): { date: CalendarDate; hour: number } {
  const parts: Record<string, string> = {};
  for (const part of formatFor(timeZone).formatToParts(at)) parts[part.type] = part.value;
  return { date: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) };
}

/** `YYYY-MM` of the store. */
export type CalendarMonth = string;

export function monthOf(date: CalendarDate): CalendarMonth {
  return date.slice(0, 7);
}

/** The calendar month of the store at an instant. */
export function localMonth(at: Instant, timeZone: string): CalendarMonth {
  return monthOf(localDayAndHour(at, timeZone).date);
}

/** `count` months up to `last`, newest first. */
export function monthsUpTo(last: CalendarMonth, count: number): CalendarMonth[] {
  const [year = 0, month = 1] = last.split('-').map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}

/** Days from one calendar day to another; negative where that is before. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Adds whole days to a calendar day; no time zone is involved. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Day of the week (1 = Monday) and time of day, `17:05`, of a store at an instant. */
export function localMoment(at: Instant, timeZone: string): { weekday: number; time: string } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const shown = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, ...shown });
    clocks.set(timeZone, clock);
  }
  const parts: Record<string, string> = {};
  for (const part of clock.formatToParts(at)) parts[part.type] = part.value;
  return { weekday: weekdays.indexOf(parts.weekday ?? '') + 1, time: `${parts.hour}:${parts.minute}` };
}
