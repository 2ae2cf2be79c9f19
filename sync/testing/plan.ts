import { type Chance, seededChance } from './seeded-chance.ts';
import { calm, type Weather } from './sim-line.ts';

/** What may go wrong in a run. A seed chooses some of them, so that each is also seen without the others. */
export type Trouble =
  | 'bad-line'
  | 'partitions'
  | 'crashes'
  | 'restarts'
  | 'refetches'
  | 'cloud-crashes'
  | 'skewed-clocks'
  | 'upgrades'
  | 'long-closed'
  | 'restored-files'
  | 'cloned-files'
  | 'restored-cloud';

/** One thing that a person or nature does. `n` decides its particulars. */
export interface Deed {
  /** Virtual milliseconds after the start */
  readonly at: number;
  readonly desk: number;
  readonly kind: DeedKind;
  readonly n: number;
}

export type PersonKind =
  | 'sell'
  | 'receive'
  | 'reserve'
  | 'retitle'
  | 'reprice'
  | 'create'
  | 'remove'
  | 'sign-up'
  | 'edit-customer'
  | 'settle';
export type DeedKind =
  | PersonKind
  | 'crash'
  | 'restart'
  | 'partition'
  | 'weather'
  | 'refetch'
  | 'lose-slot'
  | 'cloud-crash'
  | 'cloud-down'
  | 'skew'
  | 'upgrade'
  | 'month'
  | 'copy-file'
  | 'restore-file'
  | 'clone-file'
  | 'backup-cloud'
  | 'restore-cloud';

/** All that a run does, known before it begins: taking deeds out of it leaves the others as they were. */
export interface Plan {
  readonly seed: number;
  readonly desks: number;
  readonly troubles: readonly Trouble[];
  readonly weather: Weather;
  readonly deeds: readonly Deed[];
}

export interface PlanOptions {
  readonly seed: number;
  readonly deeds?: number;
  readonly desks?: number;
  readonly troubles?: readonly Trouble[];
}

const always: readonly Trouble[] = [
  'bad-line',
  'partitions',
  'crashes',
  'restarts',
  'refetches',
  'cloud-crashes',
  'skewed-clocks',
  'upgrades',
  'long-closed',
];

const nature: Readonly<Record<Trouble, readonly DeedKind[]>> = {
  'bad-line': ['weather'],
  partitions: ['partition', 'partition'],
  crashes: ['crash', 'crash', 'crash'],
  restarts: ['restart'],
  refetches: ['refetch', 'refetch', 'lose-slot'],
  'cloud-crashes': ['cloud-crash', 'cloud-crash', 'cloud-down'],
  'skewed-clocks': ['skew'],
  upgrades: ['upgrade'],
  'long-closed': ['month'],
  'restored-files': ['copy-file', 'copy-file', 'restore-file'],
  'cloned-files': ['clone-file'],
  'restored-cloud': ['backup-cloud', 'restore-cloud'],
};

const people: readonly [PersonKind, number][] = [
  ['sell', 34],
  ['receive', 6],
  ['reserve', 11],
  ['retitle', 11],
  ['reprice', 11],
  ['create', 6],
  ['remove', 3],
  ['sign-up', 3],
  ['edit-customer', 10],
  ['settle', 5],
];

function personKind(chance: Chance): PersonKind {
  let draw = chance.int(100);
  for (const [kind, share] of people) {
    draw -= share;
    if (draw < 0) return kind;
  }
  return 'sell';
}

export function planOf(options: PlanOptions): Plan {
  const chance = seededChance(options.seed);
  const count = options.deeds ?? 70;
  const desks = options.desks ?? 2 + chance.int(2);
  const troubles = options.troubles ?? chooseTroubles(chance);
  const kinds = troubles.flatMap((trouble) => nature[trouble]);
  const deeds: Deed[] = [];
  let at = 0;
  for (let made = 0; made < count; made += 1) {
    // Bursts at a busy till, and pauses long enough for everything to come to rest.
    at += chance.often(0.6) ? chance.int(120) : chance.int(chance.often(0.8) ? 4_000 : 45_000);
    const kind = kinds.length > 0 && chance.often(0.25) ? chance.pick(kinds) : personKind(chance);
    deeds.push({ at, desk: chance.int(desks), kind, n: chance.int(2 ** 31) });
  }
  return { seed: options.seed, desks, troubles, weather: weatherOf(troubles, chance), deeds };
}

function chooseTroubles(chance: Chance): Trouble[] {
  const chosen = always.filter(() => chance.often(0.55));
  // A file set back loses what only it knew, and so does a cloud: together nobody could say what must be there.
  const [lasting] = [['restored-files'], ['cloned-files'], ['restored-cloud'], [], []].sort(() => chance.next() - 0.5);
  // Facts are kept for 35 days: a cloud set back further than that is not made whole again.
  const kept = lasting?.[0] === 'restored-cloud' ? chosen.filter((trouble) => trouble !== 'long-closed') : chosen;
  return [...kept, ...(lasting as Trouble[])];
}

export function weatherOf(troubles: readonly Trouble[], chance: Chance): Weather {
  if (!troubles.includes('bad-line')) return { ...calm, slow: 20 + chance.int(200) };
  const share = (most: number): number => (chance.often(0.5) ? chance.next() * most : 0);
  return {
    lost: share(0.3),
    unanswered: share(0.4),
    doubled: share(0.4),
    busy: share(0.2),
    slow: chance.often(0.3) ? 3_000 : 50 + chance.int(400),
  };
}
