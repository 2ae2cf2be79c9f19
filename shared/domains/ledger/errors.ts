import { defineError } from '../../kernel/errors.ts';

export const chartChanged = defineError<Record<string, never>>(
  'ledger.chart-changed',
  'conflict',
  () => 'Somebody else changed the account numbers meanwhile. Yours were not saved; look at theirs first.',
);

export const accountTwice = defineError<{ account: string; detail: string }>(
  'ledger.account-twice',
  'refused',
  ({ account, detail }) =>
    `${detail === '' ? account : `${account}, ${detail}`} has two numbers. Nothing was saved; take one of them out.`,
);

export const numberTooLong = defineError<{ number: string; digits: number }>(
  'ledger.number-too-long',
  'refused',
  ({ number, digits }) =>
    `${number} has more than the ${digits} digits of account numbers. Nothing was saved; shorten it, or allow for more digits.`,
);

export const noChart = defineError<Record<string, never>>(
  'ledger.no-chart',
  'refused',
  () => 'Nobody said yet which numbers the accounts have. Nothing was exported; set them first.',
);

export const accountUnnumbered = defineError<{ account: string; detail: string }>(
  'ledger.account-unnumbered',
  'refused',
  ({ account, detail }) =>
    `${detail === '' ? account : `${account}, ${detail}`} has no number. Nothing was exported; give it one first.`,
);

export const twoYears = defineError<{ from: string; to: string }>(
  'ledger.two-years',
  'refused',
  () => 'These days are of two financial years, and a batch is of one. Nothing was exported; choose days of one.',
);

export const amountUnfit = defineError<{ currency: string; decimals: number }>(
  'ledger.amount-unfit',
  'refused',
  ({ currency, decimals }) =>
    `Amounts in ${currency} have ${decimals} decimals and the format keeps two, so that it would lose money. Nothing was exported; export the day book instead.`,
);

export const batchTooLong = defineError<{ postings: number; most: number }>(
  'ledger.batch-too-long',
  'refused',
  ({ most }) => `A batch holds ${most} postings at most. Nothing was exported; choose fewer days.`,
);

export const rateOfBooks = defineError<{ currency: string }>(
  'ledger.rate-of-books',
  'refused',
  ({ currency }) => `The books are kept in ${currency}, so it has no rate against itself. Nothing was saved.`,
);
