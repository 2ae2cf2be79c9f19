import type { QueryMap } from '../../../bridge/queries.ts';
import { tiles } from './till.ts';

export const foundInPalette = (text: string): QueryMap['palette.search']['result'] =>
  [
    ...tiles
      .filter((tile) => tile.title.toLowerCase().includes(text.toLowerCase()))
      .slice(0, 5)
      .map((tile) => ({
        kind: 'variant' as const,
        id: tile.variantId,
        title: tile.title,
        text: tile.sku,
        amount: tile.price,
        to: `/stock/${tile.variantId}`,
      })),
    {
      kind: 'order' as const,
      id: 'o-1',
      title: '#10482',
      text: 'Hannah Whitcombe · 4 × Stoneware mug, Moss',
      amount: 13740,
      to: '/orders?open=o-1',
    },
    {
      kind: 'customer' as const,
      id: 'c-1',
      title: 'Rosalind Moss',
      text: 'Frome · 14 orders',
      amount: 84260,
      to: '/orders?q=Rosalind%20Moss',
    },
  ].filter((item) => `${item.title} ${item.text}`.toLowerCase().includes(text.toLowerCase()));
