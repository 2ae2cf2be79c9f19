import type { Engine } from '../data/connection.ts';
import { moneyInvariants } from './orders/invariants.ts';
import { stockInvariants } from './inventory/invariants.ts';
import { invoiceInvariants } from './invoices/invariants.ts';
import { ledgerInvariants } from './ledger/invariants.ts';
import { registerInvariants } from './register/invariants.ts';
import { creditInvariants } from './credit/invariants.ts';
import { loyaltyInvariants } from './loyalty/invariants.ts';
import { claimInvariants } from './claims/invariants.ts';
import { catalogInvariants } from './catalog/invariants.ts';

/**
 * What holds at every moment in a desk’s file and in the cloud: `tillhouse verify` runs each and prints what it finds.
 * A query returns one row a violation. In the cloud it reads every tenant and names it as `tenant_id`; amounts and
 * counts come as integers of the engine.
 */
export interface Invariant {
  /** `domain.what-holds` */
  readonly name: string;
  readonly doc: string;
  readonly sql: Readonly<Record<Engine, string>>;
  /** One violation in words, with its ids. */
  describe(row: Readonly<Record<string, unknown>>): string;
}

export const invariants: readonly Invariant[] = [
  ...stockInvariants,
  ...moneyInvariants,
  ...registerInvariants,
  ...invoiceInvariants,
  ...ledgerInvariants,
  ...creditInvariants,
  ...loyaltyInvariants,
  ...catalogInvariants,
  ...claimInvariants,
];
