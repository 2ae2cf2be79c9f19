import { randomUUID } from 'node:crypto';

/** The commands that leave a customer with points of a programme and something bought on account, people with a commission, accounts with numbers, and an order in another currency than the books; a text in each place that takes one. */
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
  const said = { slug: text.toLowerCase(), title: text, body: text, seoTitle: text, seoDescription: text };
  const texts = [{ lang: 'en', ...said }];
  const written = { id: randomUUID(), revision: 0, texts, storeIds: [], publishAt: 0 };
  const labels = [{ lang: 'en', label: text }];
  const items = [{ kind: 'page', target: written.id, labels, items: [] }];
  const menu = { place: 'footer', revision: 0, items };
  const buys = {
    email: `buys@${text.toLowerCase()}.example`,
    orderLimit: 100,
    alwaysAsks: true,
    approves: true,
    ended: false,
  };
  return [
    ...soldInEuros(variantId, text),
    ['customers.save', { customers: [customer] }],
    ['loyalty.saveProgramme', { status: 'running', currency: 'GBP', ...rates, tiers }],
    ['commissions.saveRates', { rates: [{ id: customer.id, staffId: null, roleId: null, ...ofAll, category: text }] }],
    ['loyalty.adjust', { customerId: customer.id, points: 5, reason: text }],
    ['customers.saveBuyer', { buyer: { ...buys, id: randomUUID(), customerId: customer.id, name: text } }],
    ['customers.saveAccount', { customerId: customer.id, account, before: null }],
    ['orders.placeOnline', bought],
    ['ledger.saveChart', chart],
    ['content.savePage', { page: written }],
    ['content.saveMenu', { menu }],
  ];
}

/** A second store that sells in euros, the rate of the day, and an order there. */
function soldInEuros(variantId: string, text: string): [name: string, args: object][] {
  const [priceListId, storeId] = [randomUUID(), randomUUID()];
  const store = {
    ...{ id: storeId, revision: 0, name: `${text} Graz`, locale: 'de-AT', currency: 'EUR', currencies: [] },
    ...{ priceListId, timeZone: 'Europe/Vienna', pricesIncludeTax: true, taxRounding: 'line', taxes: [] },
    ...{ cashRoundingIncrement: 5, cashRoundingMode: 'half-up', returnLimit: 0, receiptFooter: text, theme: null },
    domains: [],
  };
  const look = { theme: null, fonts: 'classic', headline: text, intro: text };
  const placed = { orderId: randomUUID(), customerId: null, customerName: text, shipping: 0, payment: 'test', storeId };
  return [
    ['pricing.savePriceList', { list: { id: priceListId, name: text, currency: 'EUR', isDefault: false } }],
    ['pricing.setPrice', { priceListId, changes: [{ variantId, base: null, value: 900 }] }],
    ['access.saveStore', { store }],
    ['content.saveLook', { version: { id: randomUUID(), storeId, name: text, look } }],
    ['ledger.saveExchangeRates', { rates: [{ currency: 'EUR', day: '2020-01-01', rate: '85/100' }], source: text }],
    ['orders.placeOnline', { ...placed, lines: [{ key: 'a', variantId, quantity: 1 }] }],
  ];
}
