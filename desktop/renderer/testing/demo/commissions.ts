import type { SoldByRow } from '../../../bridge/commission-views.ts';
import type { QueryMap } from '../../../bridge/queries.ts';

const row = (staffId: string, name: string, sales: number, sold: number, back: number, rate: string): SoldByRow => {
  const net = Math.round(((sold + back) * 5) / 6);
  const amount = Math.round((net * Number(rate.split('/')[0])) / 100);
  return {
    ...{ staffId, name, currency: 'GBP', sales, sold, back, net, discounts: Math.round(sold / 40) },
    ...{ commissions: rate === '0' ? [] : [{ rate, net, amount }], commission: rate === '0' ? 0 : amount },
  };
};
const none = { staffId: null, roleId: null, category: null };

/** What people of the sample desk sold. */
export const commissionAnswers = {
  'commissions.sold': (): QueryMap['commissions.sold']['result'] => [
    row('p-1', 'Priya Nair', 84, 412_650, -8_900, '3/100'),
    row('p-2', 'Ellie Roberts', 121, 388_140, 0, '2/100'),
    row('p-4', 'Tom Marsh', 19, 40_275, -1_250, '0'),
  ],
  'commissions.rates': (): QueryMap['commissions.rates']['result'] => ({
    rates: [
      { ...none, id: 'cr-1', category: 'Lighting', rate: '5/100', fromDay: '2026-11-01' },
      { ...none, id: 'cr-2', rate: '2/100', fromDay: '2026-01-01' },
    ],
    categories: ['Lighting', 'Tableware'],
  }),
};
