import type { Customer } from '@tillhouse/shared/domains/customers/schema.ts';
import type { CustomerAccount, CustomerFirm } from './account-views.ts';
import type { OrderRow } from './order-queries.ts';
import type { Page } from './queries.ts';

/** A person or firm that buys, as the list shows them. Sums are of what this desk holds: the latest months. */
export interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly status: 'active' | 'archived';
  /** Sales, without those that were cancelled */
  readonly orders: number;
  /** Minor units of the store's currency, what came back taken off */
  readonly spent: number;
  readonly lastOrderAt: number | null;
  readonly unsent: boolean;
}

export interface CustomerPage extends CustomerRow {
  readonly note: string;
  readonly externalRef: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly currency: string;
  readonly returns: number;
  /** On account: what is still due on their orders, less what they are owed; in the store’s own currency */
  readonly owes: number;
  readonly firstOrderAt: number | null;
  /** The latest fifty, newest first */
  readonly latest: readonly OrderRow[];
  /** What they buy most often, by units that stayed with them */
  readonly favourites: readonly {
    readonly variantId: string | null;
    readonly title: string;
    readonly image: string | null;
    readonly units: number;
  }[];
}

export type CustomerTerms = Pick<Customer, 'groups' | 'street' | 'postalCode' | 'vatId' | 'taxRelief'>;

export interface CustomerQueries {
  /** By name; a search by the beginning of any word of it, the whole e-mail address or telephone number. */
  'customers.index': {
    params: Page & { readonly view: 'active' | 'archived'; readonly search?: string };
    result: { readonly total: number; readonly currency: string; readonly rows: readonly CustomerRow[] };
  };
  'customers.views': {
    params: Record<string, never>;
    result: readonly { readonly view: 'active' | 'archived'; readonly count: number }[];
  };
  /** By what they are priced, taxed and invoiced, and the groups that customers and lists name. */
  'customers.terms': {
    params: { readonly id: string };
    result: { readonly terms: CustomerTerms | null; readonly groups: readonly string[] };
  };
  /** Their terms, and what is open by how long ago it was sold. */
  /** Who buys on the web for a customer that is a firm, and what of theirs waits for a yes */
  'customers.firm': { params: { readonly id: string }; result: CustomerFirm };
  'customers.account': { params: { readonly id: string }; result: CustomerAccount };
  'customers.page': { params: { readonly id: string }; result: CustomerPage | null };
  'customers.search': {
    params: { readonly text: string };
    result: readonly { readonly id: string; readonly name: string; readonly text: string }[];
  };
}
