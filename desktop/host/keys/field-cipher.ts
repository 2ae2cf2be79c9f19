import type { FieldCipher } from '@tillhouse/shared/data/connection.ts';
import { type DataKey, isSealed, NotOpened, open, seal } from '@tillhouse/shared/sealing/seal.ts';

/** What is shown where a value does not open: the list it stands in is worth more than an error. */
const UNREADABLE = '⟨unreadable⟩';

/** Names the column and no value. */
export const unreadableLine = (place: string): string =>
  `a sealed value does not open and is shown as ${UNREADABLE}: ${place}`;

/**
 * Seals with the first key and opens with any. A value that is not sealed yet comes back as it is: files from before are
 * sealed when they are opened, and read meanwhile.
 * @param onUnreadable told once of each column whose values were altered or moved
 */
export function fieldCipher(keys: readonly DataKey[], onUnreadable: (place: string) => void): FieldCipher {
  const [current] = keys;
  if (!current) throw new Error('a desk needs a key to seal with');
  const known = new Map(keys.map((key) => [key.id, key]));
  const keyOf = (id: string) => known.get(id);
  const told = new Set<string>();
  return {
    seal: (place, text) => seal(current, text, place),
    open: (place, kept) => {
      if (!isSealed(kept)) return kept;
      try {
        return open(keyOf, kept, place);
      } catch (error) {
        if (!(error instanceof NotOpened)) throw error;
        const name = `${place.table}.${place.column}`;
        if (!told.has(name)) onUnreadable(`${name}: ${error.message}`);
        told.add(name);
        return UNREADABLE;
      }
    },
  };
}
