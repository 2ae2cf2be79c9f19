import type { LiveDesk } from './live-desk.ts';
import { must } from './sim-checks.ts';
import type { World } from './world.ts';

type RawRow = Record<string, string | number | null>;
type Patch = Readonly<Record<string, { readonly base: unknown; readonly value: unknown }>>;
interface Edit {
  readonly customerId: string;
  readonly patch: Patch;
}

const short = (id: string): string => id.slice(0, 4);

/**
 * The cloud's customers are what the edits make of them, told once more in the order they had their effect: whatever
 * nobody else wrote merges without a word, and who comes second to a field is refused, with all of that edit.
 */
export function checkCustomers({ cloud }: World): void {
  const outcomes = new Map([...cloud.rows('sync_outcomes', cloud.lsn).values()].map((row) => [row.mutation_id, row]));
  const expected = new Map<string, Record<string, unknown>>();
  for (const id of cloud.order) {
    const { name, status } = outcomes.get(id) as RawRow;
    if (name === 'customers.save') {
      const { customers } = cloud.arrived.get(id) as { customers: { id: string }[] };
      for (const customer of customers) expected.set(customer.id, { ...customer });
    }
    if (name !== 'customers.edit') continue;
    const { customerId, patch } = cloud.arrived.get(id) as Edit;
    const row = expected.get(customerId);
    const edits = Object.entries(patch).filter(([, { base, value }]) => base !== value);
    const lost = edits.filter(([field, { base, value }]) => row && row[field] !== base && row[field] !== value);
    const right = row && lost.length === 0 ? 'applied' : 'refused';
    const words =
      lost.length === 0 ? 'nobody else wrote its fields' : `somebody else wrote ${lost.map(([field]) => field)}`;
    must(status === right, `an edit of customer ${short(customerId)} (${short(id)}) is ${status}, and ${words}`);
    if (row && right === 'applied') for (const [field, { value }] of edits) row[field] = value;
  }
  const rows = cloud.rows('customers', cloud.lsn);
  must(rows.size === expected.size, `${rows.size} customers in the cloud, ${expected.size} were signed up`);
  for (const [id, { phone, city, note }] of expected) {
    const row = rows.get(JSON.stringify([id]));
    const same = row?.phone === phone && row?.city === city && row?.note === note;
    must(same, `customer ${short(id)} is ${JSON.stringify(row)}, edited to ${JSON.stringify({ phone, city, note })}`);
  }
}

/** What lost a race is kept at its desk: of each field that somebody else wrote, what this desk's person wanted. */
export function checkLosers({ cloud }: World, desk: LiveDesk, refused: readonly RawRow[]): void {
  for (const { mutation_id: id, code, details } of refused) {
    if (code !== 'customers.field-changed') continue;
    const { patch } = cloud.arrived.get(id as string) as Edit;
    const [shown] = desk.read('SELECT fields FROM sync_attention WHERE mutation_id = ?', [id as string]);
    const fields = JSON.parse(String(shown?.fields ?? '[]')) as { field: string; mine: unknown }[];
    for (const field of (JSON.parse(details as string) as { fields: string[] }).fields) {
      const kept = fields.find((each) => each.field === field);
      must(kept !== undefined, `${desk.name} does not show what became of ${field} (${short(id as string)})`);
      must(kept.mine === patch[field]?.value, `${desk.name} shows ${String(kept.mine)} for what was lost of ${field}`);
    }
  }
}

/** The newest that a person wrote into a field is there to be read, while it waits and is shown. */
export function checkOwnEdits(desk: LiveDesk): void {
  const newest = new Map<string, { customerId: string; field: string; value: unknown; onTop: boolean }>();
  const rows = desk.read(
    `SELECT args, status IS NULL AND not_shown IS NULL AS on_top FROM sync_outbox
      WHERE name = 'customers.edit' ORDER BY order_no`,
  );
  for (const { args, on_top } of rows) {
    const { customerId, patch } = JSON.parse(args as string) as Edit;
    for (const [field, { base, value }] of Object.entries(patch)) {
      if (base === value) continue;
      newest.set(`${customerId} ${field}`, { customerId, field, value, onTop: on_top === 1 });
    }
  }
  for (const { customerId, field, value, onTop } of newest.values()) {
    if (!onTop) continue;
    const [row] = desk.read('SELECT phone, city, note FROM customers WHERE id = ?', [customerId]);
    must(row?.[field] === value, `${desk.name} shows ${String(row?.[field])} where its person wrote ${String(value)}`);
  }
}
