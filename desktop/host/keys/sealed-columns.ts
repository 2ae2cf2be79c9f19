import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { sealedColumnsOf } from '@tillhouse/shared/data/fields.ts';
import { declaredTables } from '@tillhouse/shared/kernel/define-table.ts';
import { sealedDocuments } from '@tillhouse/sync/client/sealed-documents.ts';

/** A table of the desk's file with columns that are kept sealed; all names as in SQL. */
export interface SealedTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

/** What the host keeps of people beside the shop's tables: who sits at a window, whose basket waits. */
const ofHost: readonly SealedTable[] = [
  { table: 'desk_sessions', key: ['token_hash'], columns: ['person'] },
  { table: 'desk_baskets', key: ['id'], columns: ['name'] },
  { table: 'desk_card_codes', key: ['credit_id'], columns: ['code'] },
  { table: 'lan_keys', key: ['id'], columns: ['secret'] },
  { table: 'lan_notes', key: ['mutation_id'], columns: ['body'] },
];

let all: readonly SealedTable[] | undefined;

/**
 * Every table of the desk's file with something personal or secret in it, from the declarations. Whoever opens the file
 * has imported them before: the simulator brings its own.
 */
export function sealedTables(): readonly SealedTable[] {
  all ??= [
    ...declaredTables().flatMap((table): SealedTable[] => {
      // Those of the protocol itself are the cloud's; a desk has none of them.
      if (table.domain === 'sync') return [];
      const { columns } = namesOf(table);
      const sealed = sealedColumnsOf(table).map((name) => columns.get(name) as string);
      const key = table.key.map((part) => columns.get(part) as string);
      return sealed.length === 0 ? [] : [{ table: table.name, key, columns: sealed }];
    }),
    ...Object.entries(sealedDocuments).map(([table, { key, columns }]) => ({ table, key: [key], columns })),
    ...ofHost,
  ];
  return all;
}
