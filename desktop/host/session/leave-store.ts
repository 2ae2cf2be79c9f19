import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { commandWord } from '../queries/case-words.ts';

interface Waiting {
  readonly name: string;
  readonly n: number;
}

/** `3 sales, 1 change of price` */
function inWords(waiting: readonly Waiting[]): string {
  return waiting
    .map(({ name, n }) => `${n} ${commandWord(name).toLowerCase()}${n > 1 && name.endsWith('recordSale') ? 's' : ''}`)
    .join(', ');
}

const stillQueued = (waiting: readonly Waiting[], n: number) =>
  new HostProblem(
    'device.queue-not-empty',
    'refused',
    `This device still has ${n} ${n === 1 ? 'change' : 'changes'} that the cloud has not: ${inWords(waiting)}. They exist nowhere else, so nothing was removed. Send them first; it takes a connection.`,
    { waiting: n, kinds: waiting },
  );

const notAllowed = () =>
  new HostProblem(
    'device.may-not-leave',
    'forbidden',
    'Giving a device back needs the right to enrol and revoke devices. Nothing was changed; ask a manager.',
  );

/**
 * Takes the store off this device: every row, everybody's PIN and the enrolment. Asked and done in one transaction, so
 * that no sale can come between. @throws HostProblem while anything waits to be sent
 */
export async function leaveStore(host: Host, permissions: readonly string[]): Promise<void> {
  if (!permissions.includes('devices.manage')) throw notAllowed();
  refuseUnsent((sql) => host.desk.read(sql));
  // Nothing of the cloud may come in behind the wipe.
  await host.sync.end();
  try {
    await host.desk.transaction('foreground', async (connection) => {
      refuseUnsent((sql) => connection.allNow(sql, []));
      wipe(connection);
    });
  } catch (error) {
    host.sync.begin();
    throw error;
  }
}

function refuseUnsent(read: (sql: string) => Record<string, unknown>[]): void {
  const rows = read(
    "SELECT name, count(*) AS n FROM sync_outbox WHERE state = 'queued' GROUP BY name ORDER BY n DESC, name",
  );
  const waiting = rows.map((row) => ({ name: String(row.name), n: Number(row.n) }));
  const n = waiting.reduce((sum, each) => sum + each.n, 0);
  if (n > 0) throw stillQueued(waiting, n);
  const [lines] = read('SELECT count(*) AS n FROM desk_basket_lines');
  if (Number(lines?.n) > 0) throw unfinishedBasket();
  const [cards] = read("SELECT count(*) AS n FROM desk_card_attempts WHERE state IN ('open', 'reversing', 'case')");
  if (Number(cards?.n) > 0) throw unsettledCards();
}

const unsettledCards = () =>
  new HostProblem(
    'device.cards-not-settled',
    'refused',
    'A card payment at this till has no known end yet. Nothing was removed. Wait for its terminal, or settle it under Devices.',
  );

const unfinishedBasket = () =>
  new HostProblem(
    'device.basket-not-empty',
    'refused',
    'A basket at this device is not paid yet, or is parked. Nothing was removed. Finish or clear it first.',
  );

type Connection = Parameters<Parameters<Host['desk']['transaction']>[1]>[0];

/** What says which version the file is of, that it is open, and what this host seals with. */
const ofTheFile = new Set(['desk_migrations', 'desk_state', 'desk_keys']);

function wipe(connection: Connection): void {
  const tables = connection.allNow(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'
     ORDER BY name LIKE 'product_stale%', name = 'desk_names_changed'`,
    [],
  );
  for (const { name } of tables) {
    if (ofTheFile.has(String(name))) continue;
    connection.runNow(`DELETE FROM "${String(name).replaceAll('"', '""')}"`, []);
  }
  connection.runNow("DELETE FROM desk_state WHERE name <> 'open'", []);
}
