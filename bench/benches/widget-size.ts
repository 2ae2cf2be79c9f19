import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWidget, LIMITS } from '@tillhouse/storefront-widget/build.ts';
import type { Bench, Figure } from '../bench.ts';

const kilobytes = (bytes: number): number => Math.round((bytes / 1024) * 100) / 100;

/** The same text each time: another gzip packs it otherwise, and with it the widget. */
function gzipped(): number {
  let state = 1;
  const words = Array.from({ length: 20_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state % 4_096).toString(36);
  });
  return kilobytes(gzipSync(words.join(' ')).length);
}

const named: Readonly<Record<keyof typeof LIMITS, string>> = {
  loader: 'widget.loader',
  language: 'widget.language',
  core: 'widget.core',
  account: 'widget.account',
  cart: 'widget.cart',
  search: 'widget.search',
  checkout: 'widget.checkout',
  more: 'widget.more',
  reviews: 'widget.reviews',
  firm: 'widget.firm',
  approve: 'widget.approve',
  order: 'widget.order',
  express: 'widget.express',
};

export const widgetSize: Bench = {
  name: 'widget-size',
  doc: 'what a shop’s page loads of the widget, gzipped; the parts only where they are looked at',
  figures: Object.values(named),
  calibrate: async () => ({ name: 'gzip.text', unit: 'KB', value: gzipped() }),
  run: async ({ folder }) => {
    const sizes = await buildWidget(join(folder, 'dist'));
    return (Object.keys(named) as (keyof typeof LIMITS)[]).map((part): Figure => {
      const value = kilobytes(sizes[part]);
      return {
        name: named[part],
        unit: 'KB gz',
        value,
        n: 1,
        min: value,
        max: value,
        goal: `<= ${LIMITS[part] / 1024}`,
      };
    });
  },
};
