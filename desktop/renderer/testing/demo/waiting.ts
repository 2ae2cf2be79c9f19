import type { WaitingCalls } from '../../../bridge/waiting-views.ts';
import { NOW, productAt } from './catalog.ts';

const DAY = 86_400_000;
const demand = [14, 9, 4, 2, 1];

export const waitedFor = (): WaitingCalls['stock.waitedFor']['result'] => ({
  rows: demand.map((waiting, at) => {
    const { id, title, image } = productAt(at * 7 + 3);
    return {
      ...{ variantId: `waits-${at}`, productId: id, title, image, waiting },
      ...{ variantTitle: at === 1 ? 'Sea, 24 cm' : '', sku: `W-${100 + at}` },
      ...{ since: NOW - (20 - at * 3) * DAY, last: NOW - at * DAY },
    };
  }),
});

export const whoWaits = (): WaitingCalls['stock.whoWaits']['result'] => ({
  rows: ['ada@people.example', 'ben.field@people.example', 'cy@whitcombe.example'].map((email, at) => ({
    ...{ email, storeId: null, askedAt: NOW - (9 - at) * DAY },
  })),
});
