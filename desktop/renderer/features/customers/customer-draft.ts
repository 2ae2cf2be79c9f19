import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import type { CustomerPage } from '../../../bridge/customer-queries.ts';

/** What a person types about a customer; empty is written as none. */
export interface CustomerDraft {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly city: string;
  readonly country: string;
  readonly note: string;
}
export type CustomerField = keyof CustomerDraft;

const fieldNames: readonly CustomerField[] = ['name', 'email', 'phone', 'city', 'country', 'note'];
/** Never null in the record: an empty one is an empty text. */
const alwaysText: ReadonlySet<CustomerField> = new Set(['name', 'note']);

export const emptyCustomer: CustomerDraft = { name: '', email: '', phone: '', city: '', country: '', note: '' };

export function draftOf(customer: CustomerPage): CustomerDraft {
  return {
    ...{ name: customer.name, email: customer.email ?? '', phone: customer.phone ?? '' },
    ...{ city: customer.city ?? '', country: customer.country ?? '', note: customer.note },
  };
}

const written = (field: CustomerField, text: string): string | null =>
  alwaysText.has(field) ? text.trim() : text.trim() || null;

/** Fields that differ from what was seen, as `customers.edit` takes them: what was seen, and what is wanted. */
export function patchOf(seen: CustomerDraft, draft: CustomerDraft): Record<string, { base: unknown; value: unknown }> {
  const changed = fieldNames.filter((field) => written(field, draft[field]) !== written(field, seen[field]));
  return Object.fromEntries(
    changed.map((field) => [field, { base: written(field, seen[field]), value: written(field, draft[field]) }]),
  );
}

/** What `customers.save` takes of somebody new. */
export function newCustomer(id: string, draft: CustomerDraft): object {
  const fields = Object.fromEntries(fieldNames.map((field) => [field, written(field, draft[field])]));
  return { id, ...fields, externalRef: null, status: 'active' };
}

/** What would be refused, field by field, in words; nothing where all is well. */
export function customerProblems(draft: CustomerDraft): Partial<Record<CustomerField, string>> {
  return {
    ...(draft.name.trim() === '' && { name: 'Give a name.' }),
    ...(draft.email.trim() !== '' && !isMailAddress(draft.email.trim()) && { email: 'Not an e-mail address.' }),
  };
}
