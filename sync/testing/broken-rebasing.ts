import type { BrokenRule } from './broken-rule.ts';

/** Of what lies on the cloud's rows, and how it is taken off and laid on again. */
export const rebasing: readonly BrokenRule[] = [
  {
    name: 'drop-an-inverse',
    doc: 'What an intent added stays when it is taken back.',
    file: 'sync/client/intents.ts',
    find: `else if (row.op === 'add') addColumns(connection, table, row.key, row.after as Record<string, number>, -1);`,
    replace: `else if (row.op === 'add') return;`,
    seed: 3,
  },
  {
    name: 'take-back-oldest-first',
    doc: 'Intents on one row are taken back in the order they were made.',
    file: 'sync/client/intents.ts',
    find: 'for (const orderNo of [...all].reverse()) {',
    replace: 'for (const orderNo of all) {',
    troubles: ['partitions', 'bad-line'],
    seed: 7,
  },
  {
    name: 'leave-a-refusal-standing',
    doc: 'A refused intent goes on being shown.',
    file: 'sync/client/acknowledge.ts',
    find: `const journal = entry.kind === 'intent' ? await discardIntent(connection, entry, onNotShown) : [];`,
    replace: 'const journal: never[] = [];',
    seed: 7,
  },
  {
    name: 'count-a-delta-twice',
    doc: 'What is pending is laid twice over the row that came.',
    file: 'sync/client/pending.ts',
    find: 'delta === undefined ? value : (value as number) + delta;',
    replace: 'delta === undefined ? value : (value as number) + 2 * delta;',
  },
  {
    name: 'release-at-the-answer',
    doc: 'A delta goes when the cloud has answered, not when the table holds it.',
    file: 'sync/client/pending.ts',
    find: `WHERE o.state = 'acknowledged' AND o.lsn <= ?`,
    replace: `WHERE o.state <> 'queued' AND coalesce(o.lsn, 0) <= ?`,
    troubles: ['bad-line'],
    seed: 2,
  },
  {
    name: 'forget-what-is-pending',
    doc: 'The row that came replaces what this desk added to it.',
    file: 'sync/client/pending.ts',
    find: 'const wanted = sum ? values.map((value, at) => plus(value, sum[columns[at] as string])) : values;',
    replace: 'const wanted = values;',
  },
  {
    name: 'take-a-row-for-the-same',
    doc: 'A row that is there already is never written again, whatever the cloud says of it.',
    file: 'sync/client/pending.ts',
    find: 'if (present && columns.every((name, at) => present[name] === wanted[at])) continue;',
    replace: 'if (present) continue;',
  },
];
