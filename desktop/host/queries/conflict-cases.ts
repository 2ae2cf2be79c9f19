import type { Case } from '../../bridge/sync-queries.ts';
import type { Reader } from '../database/reader.ts';
import { deviceName, productSubject, variantSubject } from './case-words.ts';
import { type Asking, sees } from './define-query.ts';
import { fieldWord, valueWord } from './field-words.ts';

interface ConflictRow {
  id: string;
  subject: 'product' | 'variant';
  subjectId: string;
  field: string;
  base: string;
  kept: string;
  lost: string;
  lostBy: string;
  lostAt: number;
  lostWrittenAt: number | null;
  lostDeviceId: string | null;
  keptBy: string | null;
  keptDeviceId: string | null;
}

/** Words can be worded anew; everything else is one value or the other. */
const worded = new Set(['title', 'description', 'category', 'supplier']);

/** Values that lost against a later edit of the same field, until a person settles them. */
export function conflictCases(reader: Reader, asking: Asking, limit: number): Case[] {
  const rows = reader.all<ConflictRow>(
    `SELECT id, subject, subject_id AS subjectId, field, base, kept, lost, lost_by AS lostBy, lost_at AS lostAt,
       lost_written_at AS lostWrittenAt, lost_device_id AS lostDeviceId, kept_by AS keptBy,
       kept_device_id AS keptDeviceId
     FROM field_conflicts WHERE resolved_at IS NULL ORDER BY lost_at DESC LIMIT ?`,
    [limit],
  );
  return rows.map((row) => caseOf(reader, asking, row));
}

function caseOf(reader: Reader, asking: Asking, row: ConflictRow): Case {
  const subject =
    row.subject === 'product' ? productSubject(reader, row.subjectId) : variantSubject(reader, row.subjectId);
  const { field } = row;
  const lost: unknown = JSON.parse(row.lost);
  const value = (json: string) => valueWord(field, JSON.parse(json), '');
  const me = asking.person?.name;
  return {
    mutationId: row.id,
    kind: 'field-conflict',
    title: subject?.title ?? 'A product',
    image: subject?.image ?? null,
    badge: 'Changed twice',
    text: 'Changed in two places. The later edit stands; the other is kept here until you settle it.',
    at: row.lostAt,
    by: row.lostBy,
    to: subject?.to ?? null,
    mine: {
      by: row.lostBy,
      me: row.lostBy === me,
      at: row.lostWrittenAt,
      device: deviceName(reader, row.lostDeviceId),
    },
    theirs: {
      by: row.keptBy,
      me: row.keptBy === me,
      at: row.lostAt,
      device: deviceName(reader, row.keptDeviceId),
    },
    fields: [
      {
        at: 0,
        field: fieldWord(field),
        base: value(row.base),
        mine: value(row.lost),
        theirs: value(row.kept),
        wording: worded.has(field) && typeof lost === 'string' ? lost : null,
      },
    ],
    reckoning: [],
    evidence: [],
    countable: false,
    maySettle: sees(asking, 'products.edit'),
  };
}
