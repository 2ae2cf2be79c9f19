import type { Case, CaseField, Writer } from '../../bridge/sync-queries.ts';
import { contact } from '@tillhouse/shared/domains/customers/contact.ts';
import type { AttentionField } from '@tillhouse/sync/client/attention.ts';
import { type AttentionItem, attentionList } from '@tillhouse/sync/client/attention-list.ts';
import { editedFields } from '@tillhouse/sync/client/send-again.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { commandWord, deviceName, type Subject, subjectOf, variantSubject } from './case-words.ts';
import { type Asking, sees } from './define-query.ts';
import { fieldWord, isMeant, valueWord } from './field-words.ts';

interface Edit {
  readonly by: string;
  readonly deviceId: string;
  readonly at: number;
}

/** Who wrote what stands now in this field. */
function writerOf(reader: Reader, { table, key, field }: AttentionField): Edit | undefined {
  const [first, second] = JSON.parse(key) as string[];
  if (first === undefined) return undefined;
  const [subjectId, name] = table === 'prices' ? [first, second && `price:${second}`] : [first, field];
  return reader.get<Edit>(
    'SELECT edited_by AS "by", device_id AS deviceId, edited_at AS at FROM field_edits WHERE subject_id = ? AND field = ?',
    [subjectId, name ?? ''],
  );
}

/** The name of a field; where several rows are edited at once, the variant goes with it. */
function labelOf(reader: Reader, item: AttentionItem, field: AttentionField): string {
  const word = fieldWord(field.field);
  const rows = new Set(item.fields.filter((each) => each.table === field.table).map((each) => each.key));
  const [id] = JSON.parse(field.key) as string[];
  if (rows.size < 2 || !id) return word;
  const row = reader.get<{ title: string }>('SELECT title FROM variants WHERE id = ?', [id]);
  return row?.title ? `${word}, ${row.title}` : (variantSubject(reader, id)?.title ?? word);
}

/** The fields a person meant to change: those of the edits, or, of a command without edits, those it wrote. */
function meantFields(item: AttentionItem): AttentionField[] {
  const edited = editedFields(item.args, item.fields);
  const meant = item.fields.filter(({ table, field }) => isMeant(table, field));
  return edited.size > 0 ? meant.filter((field) => edited.has(field)) : meant;
}

/** Who is a customer and how they are reached, only people see who may. */
function isSeen(asking: Asking, { table, field }: AttentionField): boolean {
  if (table !== 'customers') return true;
  const reaches = contact.some((each) => each === field);
  return sees(asking, 'customers.view') && (!reaches || sees(asking, 'customers.contact'));
}

function customerOf(reader: Reader, asking: Asking, { fields }: AttentionItem): Subject | null {
  const field = fields.find(({ table }) => table === 'customers');
  if (!field || !sees(asking, 'customers.view')) return null;
  const row = reader.get<{ name: string }>(
    'SELECT name FROM customers WHERE id = ?',
    JSON.parse(field.key) as string[],
  );
  return row ? { title: row.name, image: null, to: `/customers/${(JSON.parse(field.key) as string[])[0]}` } : null;
}

const quarantinedText = 'It is kept whole in the cloud until somebody looks at it. What was sold stays sold.';

function caseOf(reader: Reader, asking: Asking, item: AttentionItem): Case {
  const currency = storeAt(reader, null)?.currency ?? '';
  const subject = subjectOf(reader, item.args) ?? customerOf(reader, asking, item);
  const all = meantFields(item);
  const meant = all.filter((field) => isSeen(asking, field));
  const writers = meant.map((field) => writerOf(reader, field)).filter((edit) => edit !== undefined);
  const [last] = writers.sort((a, b) => b.at - a.at);
  const here = reader.get<{ name: string }>(
    "SELECT value ->> '$.deviceName' AS name FROM desk_state WHERE name = 'enrolment'",
  );
  const me = asking.person?.name;
  const theirs: Writer | null = last
    ? { by: last.by, me: last.by === me, at: last.at, device: deviceName(reader, last.deviceId) }
    : null;
  const fields: CaseField[] = meant.map((field) => ({
    at: item.fields.indexOf(field),
    field: labelOf(reader, item, field),
    base: valueWord(field.field, field.base, currency),
    mine: valueWord(field.field, field.mine, currency),
    theirs: valueWord(field.field, field.theirs, currency),
    wording: null,
  }));
  return {
    mutationId: item.mutationId,
    kind: item.kind,
    title: subject?.title ?? commandWord(item.name),
    image: subject?.image ?? null,
    badge: item.kind === 'refused' ? 'Refused' : 'Held for review',
    text: [
      subject ? `${commandWord(item.name)}.` : '',
      item.message ?? '',
      item.kind === 'refused' ? '' : quarantinedText,
    ]
      .filter(Boolean)
      .join(' '),
    at: item.at,
    by: item.actorName,
    to: subject?.to ?? null,
    mine: { by: item.actorName, me: item.actorName === me, at: item.at, device: here?.name ?? null },
    theirs,
    fields,
    reckoning: [],
    evidence: [],
    countable: false,
    maySettle: meant.length === all.length,
  };
}

const SHARED = `SELECT c.id FROM quarantine_cases c JOIN sync_attention a ON a.mutation_id = c.id
  WHERE a.settled_at IS NULL`;

/** What the cloud turned down. */
export function refusedCases(reader: Reader, asking: Asking, limit: number): Case[] {
  const all = attentionList({ read: (sql, params = []) => reader.all(sql, params) });
  // What the cloud put aside has a case that all desks share, as soon as it is here.
  const shared = new Set(reader.all<{ id: string }>(SHARED).map(({ id }) => id));
  const items = all.filter(({ mutationId }) => !shared.has(mutationId));
  return items.slice(0, limit).map((item) => caseOf(reader, asking, item));
}
