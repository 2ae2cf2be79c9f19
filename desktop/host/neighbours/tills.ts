import type { NeighbourTill } from '../../bridge/neighbour-views.ts';
import { merged, relayOf } from './elect.ts';
import type { Till } from './note.ts';
import type { Peer } from './peer.ts';
import { textOf } from './settings.ts';

/** As the others may call it: it said the port, and where it calls from is seen here alone. */
export function tillOf(peer: Peer): Till {
  const { deviceId, remote, ready } = peer;
  const port = ready?.port ?? null;
  const address = remote.calledAt ?? (port === null ? null : textOf({ host: remote.host, port }));
  return { deviceId, name: ready?.name ?? '', since: ready?.since ?? 0, address };
}

/**
 * `reached`: this desk and those later in the order, with whom they reach, as the earlier ones are told. `all`: with what the one that it
 * holds a line to says, as the later ones are told.
 */
export function tillsHere(self: Till, peers: readonly Peer[], up: Peer | null): { reached: Till[]; all: Till[] } {
  const later = peers.filter(({ deviceId }) => deviceId > self.deviceId);
  const reached = merged([self], ...later.map((peer) => [tillOf(peer), ...peer.tills]));
  return { reached, all: merged(reached, up?.tills ?? [], peers.map(tillOf)) };
}

/** This one first, the others by name. */
export function shownTills(self: string, tills: readonly Till[]): NeighbourTill[] {
  const relay = relayOf(
    self,
    tills.map(({ deviceId }) => deviceId),
  );
  return tills
    .map(({ deviceId, name, since }) => ({
      ...{ deviceId, name, since, me: deviceId === self, relays: deviceId === relay },
    }))
    .sort((a, b) => Number(b.me) - Number(a.me) || a.name.localeCompare(b.name));
}
