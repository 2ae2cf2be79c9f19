import type { ParkedSale } from '../../../bridge/parked-views.ts';
import type { BasketLine } from '../../../bridge/views.ts';
import { NOW } from './catalog.ts';

export interface Parked {
  readonly id: string;
  readonly name: string;
  readonly parkedAt: number;
  readonly lines: BasketLine[];
}

export const parkedView = ({ lines, ...one }: Parked): ParkedSale => ({
  ...one,
  total: lines.reduce((sum, line) => sum + line.total, 0),
  ...{ by: 'Priya Nair', units: lines.length },
});

const there = { elsewhere: true, at: 'Bath till 2' } as const;

/** Those of another till of the shop. */
export const parkedThere: readonly ParkedSale[] = [
  { ...there, id: 'there-1', name: 'Green coat', by: 'Tom Reed', units: 3, total: 6_450, parkedAt: NOW - 480_000 },
  {
    ...{ ...there, id: 'there-2', name: '', customer: 'Helen Marsh', by: 'Ellie Roberts' },
    ...{ units: 1, total: 8_900, parkedAt: NOW - 1_500_000 },
  },
];
