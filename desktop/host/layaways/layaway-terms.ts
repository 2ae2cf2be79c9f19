import { type StoreTill, tillOf } from '@tillhouse/shared/domains/access/store-parts.ts';
import { type LayawayTerms, plainLayaway } from '@tillhouse/shared/domains/register/layaway.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';

/** What the store of a location asks of who has something put aside. */
export function layawayTermsAt(reader: Reader, locationId: string): LayawayTerms {
  const till = storeAt(reader, locationId)?.till ?? null;
  return tillOf({ till: till === null ? null : (JSON.parse(till) as StoreTill) }).layaway ?? plainLayaway;
}
