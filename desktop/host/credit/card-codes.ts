import { randomBytes } from 'node:crypto';
import { cardCode, endOfCode, groupedCode, hashOfCode } from '@tillhouse/shared/domains/credit/code.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { NewCard } from '../../bridge/credit-views.ts';
import type { Reader } from '../database/reader.ts';
import { sealedText } from '../keys/sealed-text.ts';

/**
 * Makes the code of a card and keeps it sealed beside the basket or dialog that it is for, so that a till which stops between the sale
 * and the paper prints it afterwards. It is at no other desk and in no command: those carry its hash.
 */
export function makeCard(connection: DeskConnection, newId: () => string, now: number): NewCard {
  const creditId = newId();
  const code = cardCode(randomBytes(10));
  const place = { table: 'desk_card_codes', row: JSON.stringify([creditId]), column: 'code' };
  connection.runNow('INSERT INTO desk_card_codes (credit_id, code, made_at) VALUES (?, ?, ?)', [
    creditId,
    sealedText(connection, place, code),
    now,
  ]);
  return { creditId, code: groupedCode(code), codeHash: hashOfCode(code), codeEnd: endOfCode(code) };
}

/** The code of a card that was made at this desk, in groups. */
export function keptCode(reader: Reader, creditId: string): string | null {
  const row = reader.get<{ code: string }>('SELECT code FROM desk_card_codes WHERE credit_id = ?', [creditId]);
  return row ? groupedCode(row.code) : null;
}
