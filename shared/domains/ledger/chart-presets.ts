import type { AccountChart, ChartAccount } from './chart-schema.ts';
import { type Account, accounts } from './schema.ts';

/** Numbers to begin from, of the two charts of accounts that most German books are kept by. What holds is what the accountant says. */
const numbers: Readonly<
  Record<'SKR03' | 'SKR04', { readonly clearing: string; readonly of: Readonly<Record<Account, string>> }>
> = {
  SKR03: {
    clearing: '1792',
    of: {
      ...{
        sales: '8200',
        refund: '8200',
        shipping: '8200',
        fee: '8200',
        tax: '1770',
        rounding: '2300',
        variance: '2300',
      },
      ...{
        tender: '1360',
        drawer: '1000',
        safe: '1010',
        due: '1410',
        payout: '1590',
        credit: '1700',
        goodwill: '4630',
      },
      ...{ breakage: '2700', tips: '1590', points: '0970', loyalty: '8700' },
      ...{ disputed: '2400', charges: '4970', bank: '1360' },
    },
  },
  SKR04: {
    clearing: '3630',
    of: {
      ...{
        sales: '4200',
        refund: '4200',
        shipping: '4200',
        fee: '4200',
        tax: '3800',
        rounding: '6300',
        variance: '6300',
      },
      ...{
        tender: '1460',
        drawer: '1600',
        safe: '1610',
        due: '1210',
        payout: '1370',
        credit: '3500',
        goodwill: '6610',
      },
      ...{ breakage: '4830', tips: '1370', points: '3070', loyalty: '4700' },
      ...{ disputed: '6930', charges: '6855', bank: '1460' },
    },
  },
};

const germanTaxes: Readonly<Record<'SKR03' | 'SKR04', readonly (readonly [rate: string, number: string])[]>> = {
  SKR03: [
    ['19/100', '1776'],
    ['7/100', '1771'],
  ],
  SKR04: [
    ['19/100', '3806'],
    ['7/100', '3801'],
  ],
};

export type ChartName = keyof typeof numbers;
export const chartNames = Object.keys(numbers) as ChartName[];

export function presetOf(name: ChartName): Pick<AccountChart, 'clearing' | 'accounts'> {
  const { clearing, of } = numbers[name];
  const all = accounts.map((account): ChartAccount => ({ account, detail: '', number: of[account], key: '' }));
  const rates = germanTaxes[name].map(
    ([detail, number]): ChartAccount => ({ account: 'tax', detail, number, key: '' }),
  );
  return { clearing, accounts: [...all, ...rates] };
}
