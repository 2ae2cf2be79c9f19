import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What a command would do, for whoever is asked to approve it; null where its permission says as much. */
export function askedWords(name: string, args: unknown, currency: string): string | null {
  if (!isRecord(args)) return null;
  const money = (amount: number) => moneyText({ amount, currency });
  if (name === 'pricing.setPrice' && Array.isArray(args.changes)) {
    const [first] = args.changes as readonly unknown[];
    if (!isRecord(first) || typeof first.value !== 'number') return null;
    const to = money(first.value);
    const one =
      typeof first.base === 'number'
        ? t('A price from {from} to {to}', { from: money(first.base), to })
        : t('A price of {to}', { to });
    const more = args.changes.length - 1;
    return more === 0 ? one : t('{one}, and {n, plural, one {# more} other {# more}}', { one, n: more });
  }
  if (name === 'register.recordReturn' && isRecord(args.decided) && typeof args.decided.total === 'number')
    return t('Goods back, {amount} paid back', { amount: money(-args.decided.total) });
  if (name === 'register.recordReturnWithoutReceipt' && Array.isArray(args.lines))
    return t('Goods back without a receipt, {n, plural, one {# line} other {# lines}}: {note}', {
      n: args.lines.length,
      note: typeof args.note === 'string' ? args.note : '',
    });
  if (name === 'register.recordSale' && Array.isArray(args.lines)) {
    const reasons = args.lines.flatMap((line) =>
      isRecord(line) && typeof line.reason === 'string' ? [line.reason] : [],
    );
    const off = args.lines.reduce<number>(
      (sum, line) => sum + (isRecord(line) && typeof line.discount === 'number' ? line.discount : 0),
      0,
    );
    const why = [...new Set(reasons)].join('; ');
    return off > 0
      ? t('{amount} off a sale: {why}', { amount: money(off), why })
      : t('A price given by hand: {why}', { why });
  }
  if (name === 'register.moveCash' && typeof args.amount === 'number')
    return t('{amount} in cash at the drawer', { amount: money(Math.abs(args.amount)) });
  if (name === 'register.payTips' && typeof args.amount === 'number')
    return t('{amount} of tips paid out', { amount: money(args.amount) });
  return null;
}
