/** The commands that leave a customer with points of a programme and something bought on account, people with a commission, and accounts with numbers; a text in each place that takes one. */
export function pointsAndRates(
  customer: { readonly id: string },
  variantId: string,
  text: string,
): [name: string, args: object][] {
  const rates = { pointValue: 1, pointsPerUnit: 1, redeemFrom: 1, offlinePoints: 0, monthsGood: 0 };
  const tiers = [{ name: text, from: 1, pointsPerUnit: 2 }];
  const ofAll = { rate: '2/100', fromDay: '2026-01-01' };
  const account = { open: true, creditLimit: null, days: 30 };
  const bought = {
    ...{ orderId: customer.id, customerId: customer.id, customerName: text, shipping: 0, payment: 'account' },
    lines: [{ key: 'a', variantId, quantity: 1 }],
  };
  const chart = {
    ...{ adviser: 29_098, client: 55_003, yearStart: '01-01', digits: 4, clearing: '1792' },
    accounts: [{ account: 'sales', detail: text, number: '8200', key: '' }],
  };
  return [
    ['customers.save', { customers: [customer] }],
    ['loyalty.saveProgramme', { status: 'running', currency: 'GBP', ...rates, tiers }],
    ['commissions.saveRates', { rates: [{ id: customer.id, staffId: null, roleId: null, ...ofAll, category: text }] }],
    ['loyalty.adjust', { customerId: customer.id, points: 5, reason: text }],
    ['customers.saveAccount', { customerId: customer.id, account, before: null }],
    ['orders.placeOnline', bought],
    ['ledger.saveChart', chart],
  ];
}
