import type { Case } from '../../bridge/sync-queries.ts';
import type { Reader } from '../database/reader.ts';
import { commandWord, productSubject, subjectOf, variantSubject } from './case-words.ts';
import { conflictCases } from './conflict-cases.ts';
import { type Asking, query } from './define-query.ts';
import { fieldWord } from './field-words.ts';
import { flagCases } from './flag-cases.ts';
import { nothing } from './params.ts';
import { putAsideCases } from './put-aside-cases.ts';
import { requestCases } from './request-cases.ts';
import { refusedCases } from './refused-cases.ts';
import { taskCases } from './task-cases.ts';

/** What waits for a person: what the cloud turned down first, then newest first. */
export function openCases(reader: Reader, asking: Asking, limit: number): Case[] {
  const rest = [
    ...conflictCases(reader, asking, limit),
    ...taskCases(reader, asking, limit),
    ...flagCases(reader, asking, limit),
    ...requestCases(reader, asking, limit),
  ];
  const first = [...putAsideCases(reader, asking, limit), ...refusedCases(reader, asking, limit)];
  return [...first, ...rest.sort((a, b) => b.at - a.at)].slice(0, limit);
}

/** How many cases there are beside those that sync itself counts; what was put aside it counts at the desk that sent it. */
export function countOpenCases(reader: Reader): number {
  const row = reader.get<{ n: number }>(
    `SELECT (SELECT count(*) FROM field_conflicts WHERE resolved_at IS NULL)
       + (SELECT count(*) FROM stock_tasks WHERE status = 'open')
       + (SELECT count(*) FROM purchase_requests WHERE kind = 'shop' AND status = 'waiting')
       + (SELECT count(*) FROM quarantine_cases WHERE status = 'open')
       - (SELECT count(*) FROM sync_attention a JOIN quarantine_cases c ON c.id = a.mutation_id
           WHERE a.settled_at IS NULL)
       + (SELECT count(*) FROM order_flags f WHERE f.resolved_at IS NULL AND NOT (f.code = 'oversold' AND EXISTS (
           SELECT 1 FROM stock_tasks t WHERE t.kind = 'oversold' AND t.variant_id = f.details ->> '$.variantId'
             AND t.location_id = f.details ->> '$.locationId' AND t.status = 'open'))) AS n`,
  );
  return row?.n ?? 0;
}

export const attentionList = query('attention.list', {
  params: nothing,
  permission: 'desk.use',
  run: (reader, _params, asking) => openCases(reader, asking, 200),
});

interface SettledRow {
  id: string;
  kind: 'refused' | 'conflict' | 'task' | 'flag' | 'aside';
  about: string;
  name: string;
  how: string;
  by: string;
  at: number;
  note: string;
}

const hows: Readonly<Record<string, string>> = {
  mine: 'sent again',
  theirs: 'let go',
  kept: 'the later edit stands',
  lost: 'the earlier value came back',
  merged: 'worded anew',
  done: 'done',
  accepted: 'counted',
  dismissed: 'set aside',
};

function titleOf(reader: Reader, { kind, about, name }: SettledRow): string {
  if (kind === 'flag') return name;
  if (kind === 'aside') return [commandWord(name), about].filter(Boolean).join(' ');
  if (kind === 'refused') return subjectOf(reader, JSON.parse(about))?.title ?? commandWord(name);
  const subject = about ? (productSubject(reader, about) ?? variantSubject(reader, about)) : null;
  if (kind === 'task') return subject?.title ?? name;
  return subject ? `${subject.title}, ${fieldWord(name).toLowerCase()}` : fieldWord(name);
}

export const attentionSettled = query('attention.settled', {
  params: nothing,
  permission: 'desk.use',
  run: (reader) =>
    reader
      .all<SettledRow>(
        `SELECT mutation_id AS id, 'refused' AS kind, args AS about, name, choice AS how, actor_name AS "by",
           settled_at AS at, '' AS note FROM sync_attention WHERE settled_at IS NOT NULL
         UNION ALL SELECT id, 'conflict', subject_id, field, coalesce(resolution, 'kept'), coalesce(resolved_by, ''),
           resolved_at, '' FROM field_conflicts WHERE resolved_at IS NOT NULL
         UNION ALL SELECT id, 'task', coalesce(variant_id, ''), title, 'done', coalesce(done_by, ''), done_at,
           coalesce(note, '') FROM stock_tasks WHERE status = 'done'
         UNION ALL SELECT f.id, 'flag', f.order_id, coalesce(o.number, ''), 'done', f.resolved_by, f.resolved_at,
           coalesce(f.note, '') FROM order_flags f LEFT JOIN orders o ON o.id = f.order_id
           WHERE f.resolved_by IS NOT NULL
         UNION ALL SELECT id, 'aside', coalesce(args ->> '$.decided.number', ''), name, status, coalesce(decided_by, ''),
           decided_at, coalesce(note, '') FROM quarantine_cases WHERE decided_at IS NOT NULL
         ORDER BY at DESC LIMIT 20`,
      )
      .map((row) => {
        const { id, by, at, note } = row;
        return { id, by, at, note, how: hows[row.how] ?? row.how, title: titleOf(reader, row) };
      }),
});
