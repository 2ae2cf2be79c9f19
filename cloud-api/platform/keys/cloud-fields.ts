import { createHmac } from 'node:crypto';
import type { FieldCipher, FieldPlace } from '@tillhouse/shared/data/connection.ts';
import { FORGOTTEN } from '@tillhouse/shared/domains/customers/forget.ts';
import { blindIndex } from '@tillhouse/shared/sealing/blind-index.ts';
import { derivedSecret, isSealed, keyIdOf, open, type Place, seal } from '@tillhouse/shared/sealing/seal.ts';
import type { FieldsOf } from '../db/pool-fields.ts';
import type { Keyring } from './keyring.ts';
import { KeysAway } from './kms.ts';
import { type PersonKey, personKeyId } from './person-keys.ts';

/**
 * Tables whose personal columns are sealed in the cloud too: each row by the person that it is about, whose id is its own, or
 * by the tenant, where it outlasts the person or knows none.
 */
export const sealedInCloud: ReadonlyMap<string, 'person' | 'tenant'> = new Map([
  ['customers', 'person'],
  ['order_deliveries', 'tenant'],
  ['shopper_addresses', 'tenant'],
  ['checkout_attempts', 'tenant'],
  ['order_drafts', 'tenant'],
  ['layaways', 'tenant'],
  ['invoices', 'tenant'],
  ['order_changes', 'tenant'],
  ['receipt_letters', 'tenant'],
  ['pay_letters', 'tenant'],
  ['product_reviews', 'tenant'],
  ['stock_notices', 'tenant'],
  ['order_pushes', 'tenant'],
  ['tax_records', 'tenant'],
  ['carrier_labels', 'tenant'],
  ['firm_buyers', 'tenant'],
  ['purchase_requests', 'tenant'],
  // What a device sent may name anybody.
  ['quarantine_cases', 'tenant'],
  ['sync_quarantine', 'tenant'],
]);

/** What is found by a blind index: it stands behind the sealed value of such a column, or in a column of its own. */
const lookedUp = { 'customers.email': 'email', 'cart_letters.address_index': 'email' } as const;
type LookedUp = keyof typeof lookedUp;
const isLookedUp = (column: string): column is LookedUp => Object.hasOwn(lookedUp, column);
const BEFORE_INDEX = '#';

/** What is shown where a person was erased: the key is gone, and with it what it sealed. */
export const ERASED = '⟨erased⟩';
/** … and where somebody altered or moved a value in the database. */
export const UNREADABLE = '⟨unreadable⟩';

/** Seals by person; a tenant has a key as persons do, for what is about nobody or about several. */
export interface CloudFields extends FieldCipher {
  covers(table: string): boolean;
  ready(table: string, rows: readonly string[], write: boolean): Promise<void> | undefined;
  /** As `ready`, for persons (or the tenant) by their ids. @throws KeysAway */
  readyFor(persons: readonly string[], write: boolean): Promise<void> | undefined;
  /** `ERASED` for a person who is erased */
  sealFor(person: string, text: string, place: Place): string;
  /** The blind index of a value; null for a tenant who is erased */
  indexOf(column: LookedUp, text: string): string | null;
  /** What shows that this cloud wrote something, such as a link: nobody without the tenant's key makes it. Null for a tenant who is erased */
  proofOf(text: string): string | null;
  /** Their keys are read anew before they are used again. */
  forget(persons: readonly string[]): void;
}

const personOf = (row: string): string => String((JSON.parse(row) as unknown[])[0]);

/** @param onUnreadable told of a value that does not open; it is shown as unreadable */
export function cloudFields(keyring: Pick<Keyring, 'persons'>, onUnreadable: (error: unknown) => void): FieldsOf {
  return (tenantId): CloudFields => {
    const keys = new Map<string, PersonKey>();
    const keep = (found: ReadonlyMap<string, PersonKey>): void => {
      for (const [id, key] of found) keys.set(id, key);
    };
    const keyOf = (person: string): PersonKey => {
      const key = keys.get(person);
      if (key === undefined) throw new Error(`the key of ${person} was not made ready`);
      return key;
    };
    const readyFor: CloudFields['readyFor'] = (persons, write) => {
      const missing = persons.filter((id) => !keys.has(id));
      if (missing.length === 0) return undefined;
      keep(keyring.persons.known(tenantId, missing));
      const away = missing.filter((id) => !keys.has(id));
      if (away.length === 0) return undefined;
      const asked = write ? keyring.persons.ensure(tenantId, away) : keyring.persons.read(tenantId, away);
      return asked.then(keep, (error: unknown) => {
        throw new KeysAway(error);
      });
    };
    const holderOf = (table: string, row: string): string =>
      sealedInCloud.get(table) === 'person' ? personOf(row) : tenantId;
    const indexOf: CloudFields['indexOf'] = (column, text) => {
      const key = keyOf(tenantId);
      return key && blindIndex(key, lookedUp[column], column, text);
    };
    const proofOf: CloudFields['proofOf'] = (text) => {
      const key = keyOf(tenantId);
      return key && createHmac('sha256', derivedSecret(key, 'links')).update(text).digest('base64url');
    };
    return {
      proofOf,
      sealsIntoJson: true,
      covers: (table) => sealedInCloud.has(table),
      ready: (table, rows, write) =>
        sealedInCloud.has(table)
          ? readyFor([...new Set(rows.map((row) => holderOf(table, row))), ...(write ? [tenantId] : [])], write)
          : undefined,
      readyFor,
      sealFor: (person, text, place) => {
        const key = keyOf(person);
        return key === null ? ERASED : seal(key, text, place);
      },
      seal: (place, text) => {
        // What stands for a forgotten customer hides nothing.
        if (!sealedInCloud.has(place.table) || text === FORGOTTEN) return text;
        const key = keyOf(holderOf(place.table, place.row));
        // Nothing of a person who was forgotten is kept anew.
        if (key === null) return FORGOTTEN;
        const column = columnOf(place);
        const index = isLookedUp(column) ? indexOf(column, text) : null;
        return seal(key, text, place) + (index === null ? '' : BEFORE_INDEX + index);
      },
      open: (place, kept) => {
        if (!isSealed(kept)) return kept;
        const [value = '', _index] = kept.split(BEFORE_INDEX);
        const id = keyIdOf(value)?.slice(1) ?? '';
        if (keys.get(id) === null) return ERASED;
        try {
          return open((wanted) => (wanted === personKeyId(id) ? (keys.get(id) ?? undefined) : undefined), value, place);
        } catch (error) {
          onUnreadable(error);
          return UNREADABLE;
        }
      },
      indexOf,
      forget: (persons) => {
        for (const id of persons) keyring.persons.forget(tenantId, id);
      },
    };
  };
}

const columnOf = ({ table, column }: FieldPlace): string => `${table}.${column}`;
