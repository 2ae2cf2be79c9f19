import type { CustomerDisplay } from '../../../bridge/display-views.ts';
import { NOW } from './catalog.ts';
import type { DemoBasket } from './till.ts';

const along = {
  link: { address: 'https://larkhall.example/r/B2-1-00418', words: 'Take your receipt with you' },
  mailed: false,
};

/** The other side of the sample till. */
export function demoDisplay(basket: DemoBasket): CustomerDisplay {
  const store = { storeName: 'Larkhall', currency: 'GBP', timeZone: 'Europe/London', training: false };
  if (basket.cards.thanks)
    return { ...store, shows: { what: 'paid', total: 17_285, change: 715, number: 'B2-1-00418', at: NOW, ...along } };
  const { lines, units, discountTotal, total, remaining } = basket.view();
  if (lines.length === 0) return { ...store, shows: { what: 'idle' } };
  return {
    ...store,
    shows: {
      what: 'basket',
      lines: lines.map(({ id, title, variantTitle, quantity, scale, total: sum, discount }) => ({
        ...{ id, total: sum, discount, title: [title, variantTitle].filter(Boolean).join(', ') },
        quantity: scale > 0 ? `${(quantity / 1_000).toFixed(3)} kg` : `${quantity} ×`,
      })),
      ...{ units, discountTotal, total, remaining, paid: total - remaining, card: null, tip: null },
    },
  };
}
