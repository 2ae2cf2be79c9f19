import type { ScaleSettings, Weighing } from '../../../bridge/scale-views.ts';

export const demoScale: ScaleSettings = {
  ...{ model: 'mt-8217', address: '192.168.1.44:4001', unit: 'KGM', mayType: true, ofProducts: {} },
  tares: [
    { name: 'Paper bag', weight: 5 },
    { name: 'Tub', weight: 18 },
  ],
};

/** A tub of soap flakes, come to rest. */
export const demoWeighing = (variantId: string, tare: number): Weighing => ({
  ...{ variantId, title: 'Soap flakes, refill', unit: 'KGM', pan: 'stable' },
  ...{ gross: 443, tare, net: 443 - tare, quantity: 443 - tare, scale: 3 },
  ...{ unitPrice: 650, price: Math.round(((443 - tare) * 650) / 1_000), currency: 'GBP' },
  ...{ mayType: demoScale.mayType, tares: demoScale.tares, keptTare: 0 },
});
