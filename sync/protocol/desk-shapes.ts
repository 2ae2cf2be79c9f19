import { declaredTables, type Table } from '@tillhouse/shared/kernel/define-table.ts';
import { syncOutcomes } from './tables.ts';

type AnyDeclared = Table<Record<string, unknown>>;

/**
 * Tables a desk follows, one shape each, the acknowledgements first. Which rows of them, the cloud's proxy decides from
 * the device's enrolment; updates are asked for with whole rows (`replica=full`).
 */
export function deskTables(): AnyDeclared[] {
  const acknowledgements = syncOutcomes as unknown as AnyDeclared;
  return [acknowledgements, ...declaredTables().filter((table) => table.replication.rows !== 'none')];
}
