import { presetOf } from '@tillhouse/shared/domains/ledger/chart-presets.ts';
import type { LedgerBalanceRow, LedgerEntry, LedgerQueries, PayoutShown } from '../../../bridge/ledger-views.ts';
import { registers } from './session.ts';

type Line = readonly [account: string, detail: string, opening: number, debit: number, credit: number];
const till = registers[1]?.id ?? '';
const lines: readonly Line[] = [
  ['drawer', till, 10_000, 412_350, 402_350],
  ['due', '', 0, 57_600, 57_600],
  ['fee', '', -1_200, 0, 380],
  ['payout', '', 4_250, 1_850, 0],
  ['refund', '', 118_600, 14_833, 0],
  ['rounding', '', 7, 2, 4],
  ['safe', '', 386_400, 402_310, 10_000],
  ['sales', '', -4_112_500, 0, 1_093_167],
  ['shipping', '', -84_000, 500, 21_500],
  ['tax', '0', 0, 0, 0],
  ['tax', '20/100', -798_780, 2_967, 218_633],
  ['tender', 'card', 2_846_123, 611_402, 3_800],
  ['tender', 'test', 1_631_100, 305_620, 2_040],
  ['variance', '', 0, 40, 0],
];

/** Sums to nothing, as every trial balance does. */
export const ledgerBalance: { rows: LedgerBalanceRow[]; unconverted: [] } = {
  unconverted: [],
  rows: lines
    .filter(([, , opening, debit, credit]) => opening !== 0 || debit !== 0 || credit !== 0)
    .map(([account, detail, opening, debit, credit]) => ({
      ...{ account, detail, currency: 'GBP', opening, debit, credit, closing: opening + debit - credit },
      name: account === 'drawer' ? (registers[1]?.name ?? null) : null,
    })),
};

const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`);
const entry = (
  id: string,
  kind: string,
  clock: string,
  reference: string,
  lines: LedgerEntry['lines'],
): LedgerEntry => ({
  ...{ id, kind, reference, lines, currency: 'GBP', businessDate: '2026-11-23', occurredAt: at(clock) },
  ...{ orderId: reference ? 'o-12' : null, registerId: till },
});

export const ledgerBook: { entries: LedgerEntry[]; next: string | null } = {
  entries: [
    entry('e-1', 'drawer-opened', '08:52', '', [
      { account: 'drawer', detail: till, amount: 10_000 },
      { account: 'safe', detail: '', amount: -10_000 },
    ]),
    entry('e-2', 'sale', '11:32', 'B2-1-00411', [
      { account: 'sales', detail: '', amount: -10_500 },
      { account: 'tax', detail: '20/100', amount: -2_100 },
      { account: 'tender', detail: 'card', amount: 12_600 },
    ]),
    entry('e-3', 'return', '12:14', 'B2-1-00431', [
      { account: 'refund', detail: '', amount: 1_333 },
      { account: 'tax', detail: '20/100', amount: 267 },
      { account: 'tender', detail: 'card', amount: -1_600 },
    ]),
    entry('e-4', 'cash-moved', '13:05', '', [
      { account: 'drawer', detail: till, amount: -850 },
      { account: 'payout', detail: '', amount: 850 },
    ]),
  ],
  next: '2026-11-23.1.e',
};

const rate = (currency: string, day: string, fraction: string, source = 'ECB') => ({
  ...{ currency, day, rate: fraction, source, actorName: 'Priya Nair' },
});

export const ledgerAnswers = {
  'ledger.rates': (): LedgerQueries['ledger.rates']['result'] => ({
    ...{ booksCurrency: 'GBP', wanted: ['EUR', 'USD'] },
    rates: [
      rate('EUR', '2026-11-20', '8329/10000'),
      rate('EUR', '2026-11-19', '8341/10000'),
      rate('USD', '2026-11-20', '8329/10563'),
      rate('USD', '2026-11-02', '77/100', 'Bank'),
    ],
  }),
  'ledger.chart': (): LedgerQueries['ledger.chart']['result'] => ({
    ...{ id: 'chart', adviser: 29_098, client: 55_003, yearStart: '01-01', digits: 4, updatedAt: 1 },
    ...presetOf('SKR04'),
  }),
};

const payout = (n: number, arrivesOn: string, amount: number, of: Partial<PayoutShown> = {}): PayoutShown => ({
  ...{ id: `p-${n}`, provider: 'stripe', reference: `po_1Qx${n}Lk`, currency: 'GBP', arrivesOn, state: 'paid', amount },
  ...{ charges: 412, expected: amount, ledger: amount, differences: [], parts: [] },
  ...{ line: { day: arrivesOn, amount, text: `STRIPE po_1Qx${n}Lk` }, ...of },
});

export const ledgerPayouts: { payouts: PayoutShown[]; bankLines: number } = {
  bankLines: 41,
  payouts: [
    payout(5, '2026-11-24', 18_204, { state: 'on-its-way', ledger: 0, line: null }),
    payout(4, '2026-11-20', 24_388),
    payout(3, '2026-11-17', 9_120, {
      ...{ expected: 10_320, differences: ['expected'] },
      parts: [{ kind: 'refund', reference: 're_3Pd1', gross: -1_200, expected: 0 }],
    }),
    payout(2, '2026-11-12', 31_077, { line: null, differences: ['bank'] }),
  ],
};
