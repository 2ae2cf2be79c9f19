import type { Organisation, StoreView } from '../../../bridge/store-queries.ts';

const larkhall: StoreView = {
  ...{
    id: 'store-1',
    name: 'Larkhall',
    main: true,
    locale: 'en-GB',
    currency: 'GBP',
    currencies: [],
    priceListId: null,
  },
  ...{ timeZone: 'Europe/London', pricesIncludeTax: true, taxRounding: 'line', taxes: [], cashRoundingIncrement: 1 },
  ...{
    cashRoundingMode: 'half-up',
    returnLimit: 5_000,
    till: {
      cashWithoutReceipt: 2_000,
      priceDays: 90,
      lockAfter: 10,
      tips: { percents: [5, 10, 15], onTerminal: false },
    },
    receiptHeader: '01225 496 0142\nVAT GB 417 2093 86',
    receiptFooter: 'Returns within 28 days with this receipt. Thank you.',
    receipt: null,
  },
  slug: 'larkhall',
  hosted: {
    ...{ open: true, domain: null, fonts: 'classic', headline: 'The winter table' },
    intro: 'Stoneware, glass and candlelight from eleven small makers.',
  },
  cartLetters: {
    active: true,
    letters: [
      {
        ...{ afterHours: 4, subject: 'Your basket at {store}' },
        text: 'Hello {name},\n\nwhat you chose is still in your basket:\n{goods}\n\nGo on here:\n{link}\n\n{store}',
      },
    ],
  },
  ...{
    parcelLetters: null,
    namesPriorPrice: null,
    deliveryTax: null,
    vatNumber: 'GB417209386',
    theme: null,
    domains: ['larkhall.example'],
    closedAt: null,
    revision: 4,
  },
};
const wien: StoreView = {
  ...larkhall,
  slug: 'larkhall-wien',
  ...{ id: 'store-2', name: 'Larkhall Wien', main: false, locale: 'de-AT', currency: 'EUR', priceListId: 'list-eur' },
  currencies: [{ currency: 'CHF', priceListId: 'list-chf' }],
  ...{ timeZone: 'Europe/Vienna', taxes: [{ taxClass: 'standard', rate: '20/100' }], cashRoundingIncrement: 5 },
  ...{ receiptFooter: 'Danke für Ihren Einkauf.', domains: ['larkhall.example.at', 'shop.larkhall.example'] },
  theme: { accent: '#2f6f5e', text: '#1b1b1b', background: '#fdfaf4', corners: 'round', logo: null },
};
const market: StoreView = {
  ...larkhall,
  ...{ slug: null, hosted: null, cartLetters: null },
  ...{ id: 'store-3', name: 'Frost Fair stall', main: false, domains: [], closedAt: Date.UTC(2026, 0, 6, 18) },
};

const sold = { status: 'active', sellsOnline: true, silentTills: 'hold-back' } as const;

/** Three stores: the main one, one in another currency and look, one that is closed. */
export const organisation: Organisation = {
  stores: [larkhall, wien, market],
  places: [
    { ...sold, id: 'bath', street: '21 Walcot Street', name: 'Bath', kind: 'shop', storeId: 'store-1', open: ['B2'] },
    { ...sold, id: 'frome', street: '4 Catherine Hill', name: 'Frome', kind: 'shop', storeId: 'store-1', open: [] },
    {
      ...sold,
      id: 'wien',
      street: 'Neubaugasse 12, Wien',
      name: 'Neubaugasse',
      kind: 'shop',
      storeId: 'store-2',
      open: [],
    },
    {
      ...sold,
      id: 'melksham',
      street: 'Unit 7, Bowerhill',
      name: 'Melksham',
      kind: 'warehouse',
      storeId: 'store-1',
      open: [],
    },
  ],
  priceLists: [
    { id: 'list-gbp', name: 'Retail GBP', currency: 'GBP', isDefault: true },
    { id: 'list-eur', name: 'Handel EUR', currency: 'EUR', isDefault: false },
    { id: 'list-chf', name: 'Handel CHF', currency: 'CHF', isDefault: false },
  ],
  taxRates: [
    { taxClass: 'standard', name: 'Standard', rate: '20/100' },
    { taxClass: 'zero', name: 'Zero', rate: '0' },
  ],
};

export const cartLetterFigures = {
  stores: [
    { storeId: null, sent: 184, cameBack: 41, bought: [{ currency: 'GBP', orders: 17, total: 93_480 }] },
    { storeId: 'store-2', sent: 36, cameBack: 9, bought: [{ currency: 'EUR', orders: 4, total: 21_900 }] },
  ],
  ended: 6,
};
