import { idFor } from '../protocol/derive-id.ts';
import type { LiveDesk } from './live-desk.ts';
import { type Deed, type DeedKind, type PersonKind, weatherOf } from './plan.ts';
import { type Chance, seededChance } from './seeded-chance.ts';
import { addDesk, type World } from './world.ts';

const DAY = 86_400_000;
const isPerson = (kind: DeedKind): kind is PersonKind => kind in person;

/** Begins one deed. What it sets going ends by the clock. */
export function begin(world: World, deed: Deed): void {
  const desk = world.desks[deed.desk] as LiveDesk;
  const chance = seededChance(deed.n);
  const { kind } = deed;
  if (isPerson(kind)) {
    const by = (who: LiveDesk): void => {
      void act(world, who, kind, chance).then(
        (words) => world.say(`${who.name} ${words}`),
        (error: unknown) => world.failures.push(error),
      );
    };
    by(desk);
    // A customer rings, and somebody at another desk writes down what they say too.
    if (kind === 'edit-customer' && chance.often(0.5))
      by(world.desks[(deed.desk + 1) % world.desks.length] as LiveDesk);
  } else {
    const words = nature[kind](world, desk, chance);
    world.say(words);
  }
}

type Person = (world: World, desk: LiveDesk, chance: Chance) => { name: string; args: unknown; words: string };

const itemOf = ({ itemIds }: World, chance: Chance): string =>
  itemIds.length > 0
    ? (itemIds[Math.min(chance.int(itemIds.length), chance.int(itemIds.length))] as string)
    : chance.uuid();

const short = (id: string): string => id.slice(0, 4);

const person: Record<PersonKind, Person> = {
  sell: (world, desk, chance) => {
    const itemId = itemOf(world, chance);
    const units = 1 + chance.int(5);
    const newer = desk.version === 2 ? { onAccount: chance.often(0.5) } : {};
    const args = { itemId, units, ...newer };
    return { name: 'sim.recordSale', args, words: `sells ${units} of ${short(itemId)}` };
  },
  receive: (world, _desk, chance) => {
    const itemId = itemOf(world, chance);
    const units = 1 + chance.int(20);
    return { name: 'sim.receiveGoods', args: { itemId, units }, words: `receives ${units} of ${short(itemId)}` };
  },
  reserve: (world, _desk, chance) => {
    const itemId = itemOf(world, chance);
    const quantity = 1 + chance.int(9);
    return { name: 'sim.reserve', args: { itemId, quantity }, words: `reserves ${quantity} of ${short(itemId)}` };
  },
  retitle: (world, _desk, chance) => {
    const id = itemOf(world, chance);
    const title = `title ${chance.int(1000)}`;
    return { name: 'sim.retitle', args: { id, title }, words: `calls ${short(id)} "${title}"` };
  },
  reprice: (world, desk, chance) => {
    const id = itemOf(world, chance);
    const [row] = desk.running ? desk.read('SELECT price FROM sim_items WHERE id = ?', [id]) : [];
    const base = Number(row?.price ?? 100);
    const price = { base, value: base + 1 + chance.int(50) };
    return { name: 'sim.editItem', args: { id, price }, words: `prices ${short(id)} ${base} → ${price.value}` };
  },
  create: ({ itemIds }, _desk, chance) => {
    const id = chance.uuid();
    itemIds.push(id);
    return { name: 'sim.createItem', args: { id, sku: `sku-${chance.int(12)}` }, words: `creates ${short(id)}` };
  },
  remove: (world, _desk, chance) => {
    const id = itemOf(world, chance);
    return { name: 'sim.removeItem', args: { id }, words: `removes ${short(id)}` };
  },
  'sign-up': ({ customerIds }, _desk, chance) => {
    const id = chance.uuid();
    customerIds.push(id);
    const blank = { email: null, phone: null, city: null, country: null, note: '', externalRef: null };
    const customer = { ...blank, id, name: `customer ${chance.int(1000)}`, status: 'active' };
    return { name: 'customers.save', args: { customers: [customer] }, words: `signs ${short(id)} up` };
  },
  'edit-customer': ({ customerIds }, desk, chance) => {
    // Nearly always the newest: two desks meet at one.
    const id = customerIds[customerIds.length - 1 - chance.int(2)] ?? customerIds[0] ?? chance.uuid();
    const [row] = desk.running ? desk.read('SELECT phone, city, note FROM customers WHERE id = ?', [id]) : [];
    const patch: Record<string, unknown> = {};
    for (let field = 0; field <= chance.int(2); field += 1) {
      const name = chance.pick(['phone', 'city', 'note']);
      patch[name] = { base: row?.[name] ?? (name === 'note' ? '' : null), value: `${name} ${chance.int(20)}` };
    }
    const words = `edits ${Object.keys(patch).join(' and ')} of customer ${short(id)}`;
    return { name: 'customers.edit', args: { customerId: id, patch }, words };
  },
  settle: () => ({ name: '', args: null, words: '' }),
};

async function act(world: World, desk: LiveDesk, kind: PersonKind, chance: Chance): Promise<string> {
  if (kind === 'settle') return desk.settle(chance.pick(['mine', 'theirs', 'merge']));
  const { name, args, words } = person[kind](world, desk, chance);
  const told = await desk.mutate(name, args);
  if (told.kind !== 'done') return `${words}: ${told.words}`;
  if (kind === 'sell' || kind === 'receive') {
    const { itemId, units } = args as { itemId: string; units: number };
    const moveId = idFor(told.id, 'move');
    world.sold.set(told.id, { desk, itemId, units: kind === 'sell' ? units : -units, moveId });
  }
  return `${words} (${short(told.id)})`;
}

const nature: Record<Exclude<DeedKind, PersonKind>, (world: World, desk: LiveDesk, chance: Chance) => string> = {
  crash: (_world, desk, chance) => {
    desk.power.goesIn = 1 + chance.int(chance.often(0.5) ? 12 : 150);
    return `${desk.name} will lose power in ${desk.power.goesIn} statements`;
  },
  restart: (_world, desk) => {
    desk.restart();
    return `${desk.name} is closed and opened again`;
  },
  partition: (world, desk, chance) => {
    const seconds = 1 + chance.int(chance.often(0.5) ? 20 : 200);
    desk.line.cutUntil = world.time.now + seconds * 1000;
    return `${desk.name} has no line for ${seconds} s`;
  },
  weather: (world, desk, chance) => {
    desk.line.weather = weatherOf(world.plan.troubles, chance);
    return `${desk.name} has another weather ${JSON.stringify(desk.line.weather)}`;
  },
  refetch: ({ cloud }, _desk, chance) => {
    const table = chance.pick([...cloud.handles.keys()]);
    cloud.handles.set(table, `${table}-${chance.int(1_000_000)}`);
    return `the cloud gives ${table} another handle`;
  },
  'lose-slot': ({ cloud }, _desk, chance) => {
    for (const table of cloud.handles.keys()) cloud.handles.set(table, `${table}-${chance.int(1_000_000)}`);
    return 'the cloud loses its slot: every shape has another handle';
  },
  'cloud-crash': ({ cloud }, _desk, chance) => {
    if (chance.often(0.4)) {
      cloud.crashAtCommit = true;
      return 'the cloud will end before its next COMMIT';
    }
    cloud.crashIn = 1 + chance.int(60);
    return `the cloud will end in ${cloud.crashIn} statements`;
  },
  'cloud-down': ({ cloud, time }, _desk, chance) => {
    cloud.downUntil = time.now + chance.int(60_000);
    return `nobody answers for ${((cloud.downUntil - time.now) / 1000).toFixed(1)} s`;
  },
  skew: (_world, desk, chance) => {
    // More than a day ahead no till can be: its facts would be put aside for a person.
    desk.skew = chance.often(0.5) ? chance.int(0.9 * DAY) : -chance.int(40 * DAY);
    return `${desk.name}'s clock is ${(desk.skew / 1000).toFixed(0)} s off`;
  },
  upgrade: (_world, desk) => {
    desk.version = 2;
    desk.restart();
    return `${desk.name} gets a newer program`;
  },
  month: (world, _desk, chance) => {
    const days = 1 + chance.int(40);
    world.time.slept += days * DAY;
    return `everybody sleeps for ${days} days`;
  },
  'copy-file': (world, desk) => {
    const kept = world.copies.get(desk) ?? [];
    world.copies.set(desk, [...kept, world.folder.copy(desk.path)]);
    return `${desk.name}'s file is copied`;
  },
  'restore-file': (world, desk, chance) => {
    const kept = world.copies.get(desk) ?? [];
    if (kept.length === 0) return `${desk.name} has no copy to come back`;
    world.filesRestored = true;
    world.seen.delete(desk);
    desk.replaceFile(world.folder.copy(chance.pick(kept)));
    return `${desk.name} is set back to an older copy of its file`;
  },
  'clone-file': (world, desk, chance) => {
    if (world.desks.length >= 5) return 'no more clones';
    const clone = addDesk(world, chance, desk.deviceId, world.folder.copy(desk.path));
    void clone.start();
    return `${clone.name} begins with a copy of ${desk.name}'s file`;
  },
  'backup-cloud': (world) => {
    world.backup = world.cloud.backup();
    return `the cloud is backed up @${world.backup.lsn}`;
  },
  'restore-cloud': (world, _desk, chance) => {
    const { cloud, backup } = world;
    if (!backup || world.cloudRestored) return 'the cloud stays as it is';
    world.cloudRestored = true;
    cloud.restore(backup);
    for (const handle of cloud.handles.values()) cloud.retired.add(handle);
    for (const table of cloud.handles.keys()) cloud.handles.set(table, `${table}-${chance.int(1_000_000)}`);
    return `the cloud is set back to its backup @${backup.lsn}`;
  },
};
