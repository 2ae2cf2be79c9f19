import { calendarDayText } from '../../ui/instants.ts';
import { minorDigits, moneyText } from '../../ui/money.tsx';

/** 9 → "09:00" */
export function clockHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Axis money: "£4k", "£1.5k", "£250"; a step of the axis is never rounded to its neighbour. */
export function shortMoney(amount: number, currency: string): string {
  const minor = 10 ** minorDigits(currency);
  const whole = Math.round(amount / minor);
  if (Math.abs(whole) < 1000) return moneyText({ amount: whole * minor, currency }, { trim: true });
  const tenths = Math.round(whole / 100);
  const sign = moneyText({ amount: Math.trunc(tenths / 10) * minor, currency }, { trim: true });
  const tenth = Math.abs(tenths % 10);
  return tenth === 0 ? `${sign}k` : `${sign}.${tenth}k`;
}

/** Change in tenths of a per cent, half up; null when there is nothing to compare with. */
export function changeTenths(now: number, before: number): number | null {
  if (before <= 0) return null;
  return Math.round(((now - before) * 1000) / before);
}

export function percentText(tenths: number): string {
  const sign = tenths < 0 ? '\u2212' : tenths > 0 ? '+' : '';
  const size = Math.abs(tenths);
  return `${sign}${Math.floor(size / 10)}.${size % 10}%`;
}

/** The hours worth drawing: from the first to the last with anything, at least 9 to 18. */
export function openHours(hours: readonly { readonly hour: number; readonly used: boolean }[]): {
  readonly from: number;
  readonly to: number;
} {
  const used = hours.filter((one) => one.used).map((one) => one.hour);
  return { from: Math.min(9, ...used), to: Math.max(18, ...used) };
}

/** The lower end of the axis: zero, unless what came back weighs enough to be seen. */
export function axisFloor([least, most]: readonly [number, number]): number {
  return least < -most / 8 ? least : 0;
}

/** "Mon 16 Nov" of a calendar day such as 2026-11-16. */
export function dayOf(date: string): string {
  return calendarDayText(date);
}
