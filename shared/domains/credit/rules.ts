import type { CreditAccount, CreditPolicy } from './schema.ts';

/** The one row of a tenant. */
export const POLICY_ID = '00000000-0000-5000-8000-00000000c4ed';

export const defaultPolicy: Omit<CreditPolicy, 'updatedAt'> = {
  id: POLICY_ID,
  monthsGood: 0,
  offlineAmount: 5_000,
  presets: [2_000, 5_000, 10_000],
  withoutReceipt: 'store-credit',
};

/** The last day on which a card is good that was sold on a day, `YYYY-MM-DD`; null: for ever. From a 31st to the last of a shorter month. */
export function lastDay(day: string, monthsGood: number): string | null {
  if (monthsGood === 0) return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const longest = new Date(Date.UTC(year, month + monthsGood, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + monthsGood, Math.min(date, longest))).toISOString().slice(0, 10);
}

/** Why it pays nothing on a day of the store; null: it pays. */
export function whyNot(
  account: Pick<CreditAccount, 'status' | 'expiresOn'>,
  today: string,
): 'blocked' | 'expired' | null {
  if (account.status === 'blocked') return 'blocked';
  return account.expiresOn !== null && account.expiresOn < today ? 'expired' : null;
}
