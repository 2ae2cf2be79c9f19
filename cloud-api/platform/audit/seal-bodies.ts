import { declaredTables, tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { isSealed, keyIdOf, type Place } from '@tillhouse/shared/sealing/seal.ts';
import { type CloudFields, ERASED, UNREADABLE } from '../keys/cloud-fields.ts';
import type { AuditBody, Change } from './changes.ts';

/** A body as it is written: what was done, why, and who said yes. */
export interface SaidBody extends AuditBody {
  readonly reason: string;
  readonly approval?: { readonly by: string; readonly how: string };
}

/** What of a change is about a person; the rest of it stays when that person is erased. */
interface Personal {
  readonly label?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** In place of what was taken out, so that the same text comes together again: it was hashed in old entries. */
const GONE = null;

const place = (mutationId: string, column: string): Place => ({
  table: 'audit.details',
  row: JSON.stringify([mutationId]),
  column,
});

/** Of a change: whom it is about. Old bodies do not say it, but that of a customer is in the key. */
export function personOf({ table, key, about }: Change): string | undefined {
  return table === 'customers' ? String(key['id']) : about;
}

const isPersonal = (table: string, column: string): boolean =>
  declaredTables().find(({ name }) => name === table)?.columns[column]?.personal !== undefined;

/** The columns that people know a row by, as `labelOf` takes them; a label from one that is personal is personal. */
const labelled = ['title', 'name', 'number', 'code', 'sku', 'permission'];

/** A change without what is about its person, and that by itself; undefined where nothing is. */
function split(change: Change): { rest: Change; personal: Personal | undefined } {
  const columns = Object.keys(tableNamed(change.table)?.columns ?? {});
  const known = labelled.find((name) => columns.includes(name));
  const takesLabel = change.label !== '' && known !== undefined && isPersonal(change.table, known);
  const pick = (row: Change['before']): Record<string, unknown> =>
    Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => isPersonal(change.table, name)));
  const [before, after] = [pick(change.before), pick(change.after)];
  const personal: Personal = {
    ...(takesLabel && { label: change.label }),
    ...(Object.keys(before).length > 0 && { before }),
    ...(Object.keys(after).length > 0 && { after }),
  };
  if (Object.keys(personal).length === 0) return { rest: change, personal: undefined };
  const rest = {
    ...change,
    ...(takesLabel && { label: '' }),
    ...(change.before && { before: without(change.before, before) }),
    ...(change.after && { after: without(change.after, after) }),
  };
  return { rest, personal };
}

/** Its columns in their order, `GONE` in place of those that are taken out. */
const without = (row: Readonly<Record<string, unknown>>, taken: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name in taken ? GONE : value]));

/** Fetches the keys that these bodies are sealed with. Nothing returned: they are there. */
export function readyToSealBodies(
  fields: CloudFields,
  tenantId: string,
  bodies: readonly SaidBody[],
): Promise<void> | undefined {
  if (bodies.length === 0) return undefined;
  const persons = bodies.flatMap(({ changes }) => changes.flatMap((change) => personOf(change) ?? []));
  return fields.readyFor([...new Set([tenantId, ...persons])], true);
}

/** Of a sealed body: which change (−1: the reason), and its sealed text. Whose key it needs, the text itself says. */
type Part = readonly [at: number, sealed: string];

/**
 * The text that is kept of a body: sealed with the tenant's key, and within it what is about persons with theirs, why it was
 * done too where it was about one alone. Where a person is erased, the rest can still be read.
 */
export function sealBody(fields: CloudFields, tenantId: string, mutationId: string, body: SaidBody): string {
  const parts: Part[] = [];
  const about = new Set<string>();
  const sealed = (person: string, at: number, value: unknown): void => {
    about.add(person);
    parts.push([at, fields.sealFor(person, JSON.stringify(value), place(mutationId, `part ${at}`))]);
  };
  const changes = body.changes.map((change, at) => {
    const { about: _person, ...said } = change;
    const person = personOf(change);
    const { rest, personal } = split(said);
    if (person === undefined || personal === undefined) return said;
    sealed(person, at, personal);
    return rest;
  });
  const [only] = about;
  const hidesReason = only !== undefined && about.size === 1 && body.reason !== '';
  if (hidesReason) sealed(only, REASON, body.reason);
  const kept = { ...body, changes, ...(hidesReason && { reason: '' }), ...(parts.length > 0 && { parts }) };
  return fields.sealFor(tenantId, JSON.stringify(kept), place(mutationId, 'body'));
}

export interface KeptBody {
  readonly mutationId: string;
  /** null: erased, or there was none */
  readonly body: string | null;
}

export interface OpenedBody {
  /** null where all of it is gone */
  readonly body: SaidBody | null;
  /** As it was written; null where any of it is gone */
  readonly text: string | null;
  /** Whether some of it, or all, is gone with the key of a person */
  readonly erased: boolean;
}

/** Bodies as they were written. Those from before there were keys come back as they are. @throws KeysAway */
export async function openBodies(
  fields: CloudFields | undefined,
  tenantId: string,
  kept: readonly KeptBody[],
): Promise<OpenedBody[]> {
  if (!fields) return kept.map(({ body }) => (body !== null && isSealed(body) ? unreadable(body) : plain(body)));
  if (kept.some(({ body }) => body !== null && isSealed(body))) await fields.readyFor([tenantId], false);
  const opened = kept.map(({ mutationId, body }): OpenedOuter => {
    const text = body === null || !isSealed(body) ? body : fields.open(place(mutationId, 'body'), body);
    if (text === null || text === ERASED) return { mutationId, text: null, body: null };
    if (text === UNREADABLE) return { mutationId, text, body: unreadable(text).body };
    return { mutationId, text, body: JSON.parse(text) as KeptParts };
  });
  const persons = opened.flatMap(({ body }) =>
    (body?.parts ?? []).flatMap(([, sealed]) => keyIdOf(sealed)?.slice(1) ?? []),
  );
  await fields.readyFor([...new Set(persons)], false);
  return opened.map(({ mutationId, text, body }) =>
    body?.parts ? together(fields, mutationId, body) : { body, text, erased: body === null },
  );
}

type KeptParts = SaidBody & { readonly parts?: readonly Part[] };
interface OpenedOuter {
  readonly mutationId: string;
  readonly text: string | null;
  readonly body: KeptParts | null;
}
const nothing: AuditBody = { changes: [], added: {}, more: 0 };
const unreadable = (text: string): OpenedBody => ({ body: { ...nothing, reason: UNREADABLE }, text, erased: false });
const REASON = -1;

const plain = (text: string | null): OpenedBody => ({
  body: text === null ? null : (JSON.parse(text) as SaidBody),
  text,
  erased: text === null,
});

function together(fields: CloudFields, mutationId: string, { parts = [], ...said }: KeptParts): OpenedBody {
  const changes = [...said.changes];
  let { reason } = said;
  let erased = false;
  for (const [at, sealed] of parts) {
    const text = isSealed(sealed) ? fields.open(place(mutationId, `part ${at}`), sealed) : ERASED;
    const lost = text === ERASED || text === UNREADABLE ? text : undefined;
    erased ||= lost === ERASED;
    if (at === REASON) reason = lost ?? (JSON.parse(text) as string);
    const change = changes[at];
    if (change) changes[at] = lost ? lostOf(change, lost) : joined(change, JSON.parse(text) as Personal);
  }
  const body = { ...said, changes, reason };
  return { body, text: erased ? null : JSON.stringify(body), erased };
}

const joined = (change: Change, { label, before, after }: Personal): Change => ({
  ...change,
  ...(label !== undefined && { label }),
  ...(change.before && { before: { ...change.before, ...before } }),
  ...(change.after && { after: { ...change.after, ...after } }),
});

/** Which columns were changed is told still, what stood in them is not. */
function lostOf(change: Change, shown: string): Change {
  const hidden = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, isPersonal(change.table, name) ? shown : value]),
    );
  return {
    ...change,
    label: change.label === '' ? shown : change.label,
    ...(change.before && { before: hidden(change.before) }),
    ...(change.after && { after: hidden(change.after) }),
  };
}

/** Of a text from before there were keys; one that would not come together again as it was is sealed whole, as the tenant's. */
export function sealOldBody(fields: CloudFields, tenantId: string, mutationId: string, text: string): string {
  const said = saidIn(text);
  if (said) return sealBody(fields, tenantId, mutationId, said);
  return fields.sealFor(tenantId, text, place(mutationId, 'body'));
}

/** undefined where it is not as it was written */
export function saidIn(text: string): SaidBody | undefined {
  try {
    const said = JSON.parse(text) as SaidBody;
    return JSON.stringify(said) === text && Array.isArray(said.changes) ? said : undefined;
  } catch {
    return undefined;
  }
}
