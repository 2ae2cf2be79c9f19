/** Instants are epoch milliseconds; the shop's zone decides what day it is. Set once at sign-in. */
const place = { locale: 'en-GB', zone: 'Europe/London' };
const formats = new Map<string, Intl.DateTimeFormat>();

export function setPlace(locale: string, zone: string): void {
  place.locale = locale;
  place.zone = zone;
  formats.clear();
}

function parts(shape: string, options: Intl.DateTimeFormatOptions, at: number): Record<string, string> {
  let format = formats.get(shape);
  if (!format) {
    format = new Intl.DateTimeFormat(place.locale, { timeZone: place.zone, hourCycle: 'h23', ...options });
    formats.set(shape, format);
  }
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(at)) found[part.type] = part.value;
  return found;
}

/** "15:36" */
export function clockText(at: number): string {
  const p = parts('clock', { hour: '2-digit', minute: '2-digit' }, at);
  return `${p.hour}:${p.minute}`;
}

/** "15:41:08" */
export function secondsText(at: number): string {
  const p = parts('seconds', { hour: '2-digit', minute: '2-digit', second: '2-digit' }, at);
  return `${p.hour}:${p.minute}:${p.second}`;
}

/** "Mon 23 Nov", with the year on request. */
export function dayText(at: number, options: { year?: boolean } = {}): string {
  const p = parts('day', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, at);
  const text = `${p.weekday} ${p.day} ${(p.month ?? '').slice(0, 3)}`;
  return options.year ? `${text} ${p.year}` : text;
}

/** A day of the calendar, `2026-11-23`, as people read it: "Mon 23 Nov". Noon of it, so that no shop's zone makes it another. */
export function calendarDayText(day: string, options: { year?: boolean } = {}): string {
  return dayText(Date.parse(`${day}T12:00:00Z`), options);
}

/** "2026-11-23" in the shop's zone, for comparing days. */
export function dayKey(at: number): string {
  const p = parts('key', { year: 'numeric', month: '2-digit', day: '2-digit' }, at);
  return `${p.year}-${p.month}-${p.day}`;
}

/** Hour of the day, 0 to 23, in the shop's zone. */
export function hourOf(at: number): number {
  return Number(parts('hour', { hour: '2-digit' }, at).hour);
}

const DAY = 86_400_000;

/** Today "15:36", yesterday "Yesterday", else "Sat 21 Nov". */
export function recentText(at: number, now: number, yesterday: string): string {
  if (dayKey(at) === dayKey(now)) return clockText(at);
  if (dayKey(at) === dayKey(now - DAY)) return yesterday;
  return dayText(at);
}

/** Today "15:36", else "Sat 21 Nov 15:36". */
export function whenText(at: number, now: number): string {
  return dayKey(at) === dayKey(now) ? clockText(at) : `${dayText(at)} ${clockText(at)}`;
}

/** ISO week number of the day, 1 to 53. */
export function weekOf(at: number): number {
  const [year = 1970, month = 1, day = 1] = dayKey(at).split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const first = Date.UTC(date.getUTCFullYear(), 0, 1);
  return Math.ceil(((date.getTime() - first) / DAY + 1) / 7);
}
