import type { DeskConnection } from './desk-database.ts';

/**
 * What sync keeps of commands beside the shop's tables: arguments, who ran and who approved them, what a person is shown
 * of a refusal. Any of it may hold what somebody typed about a person, so all of it is kept sealed where the desk has keys.
 * By table, the key and the columns.
 */
export const sealedDocuments = {
  sync_outbox: { key: 'mutation_id', columns: ['args', 'actor', 'approval'] },
  sync_attention: { key: 'mutation_id', columns: ['args', 'message', 'details', 'fields', 'actor_name'] },
} as const;

type DocumentTable = keyof typeof sealedDocuments;
type Sealing = Pick<DeskConnection, 'fields'>;

/** Where one document stands: what it is sealed for. */
interface At<T extends DocumentTable> {
  readonly table: T;
  readonly id: string;
  readonly column: (typeof sealedDocuments)[T]['columns'][number];
}

const placeOf = <T extends DocumentTable>({ table, id, column }: At<T>) => ({
  table,
  row: JSON.stringify([id]),
  column,
});

export function sealDocument<T extends DocumentTable>(connection: Sealing, at: At<T>, text: string): string;
export function sealDocument<T extends DocumentTable>(
  connection: Sealing,
  at: At<T>,
  text: string | null,
): string | null;
export function sealDocument<T extends DocumentTable>(
  { fields }: Sealing,
  at: At<T>,
  text: string | null,
): string | null {
  return fields && text ? fields.seal(placeOf(at), text) : text;
}

/** As it was before it was sealed. Readers of the desk open documents by themselves; the writer has to ask. */
export function openDocument<T extends DocumentTable>({ fields }: Sealing, at: At<T>, kept: unknown): string {
  const text = kept as string;
  return fields && text ? fields.open(placeOf(at), text) : text;
}
