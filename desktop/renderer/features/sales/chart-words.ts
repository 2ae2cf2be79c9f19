import { dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';

/** 9 → "09:00" */
export function clockHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Axis money: "£4k", "£250". */
export function shortMoney(amount: number, currency: string): string {
  const whole = Math.round(amount / 100);
  const text = moneyText(
    { amount: whole >= 1000 ? Math.round(whole / 1000) * 100 : whole * 100, currency },
    { trim: true },
  );
  return whole >= 1000 ? `${text}k` : text;
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
  return dayText(Date.parse(`${date}T12:00:00Z`));
}
