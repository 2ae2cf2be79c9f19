import type { NeighbourState } from '../../../bridge/neighbour-views.ts';
import { deskNow as demoNow } from '../../data/clock.ts';

const HOUR = 3_600_000;
const till = (n: number, name: string, hours: number) => ({
  ...{ deviceId: `00000000-0000-4000-8000-00000000000${n}`, name, since: demoNow() - hours * HOUR },
  ...{ me: n === 2, relays: n === 1 },
});
const begun = (): NeighbourState => ({
  ...{ on: true, port: 47_115, settings: { port: 47_115, addresses: ['192.168.1.23'] }, problem: null },
  tills: [till(2, 'Bath till 2', 2), till(1, 'Bath till 1', 5), till(3, 'Bath back office', 1)],
  refused: null,
});
let kept: NeighbourState | undefined;

export function neighboursShown(): NeighbourState {
  kept ??= begun();
  return kept;
}

export function saveNeighbours({ on, addresses }: Record<string, unknown>): NeighbourState {
  const shown = neighboursShown();
  const settings = { ...shown.settings, addresses: addresses as readonly string[] };
  kept = { ...shown, on: on === true, settings, tills: on ? begun().tills : [] };
  return kept;
}
