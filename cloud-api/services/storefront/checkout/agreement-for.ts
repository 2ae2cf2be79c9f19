import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';

/** Which agreement of its shopper pays by this way; null: none. */
export const agreementFor = (row: Pick<Checkout, 'express'> | undefined, methodId: string): string | null =>
  row?.express?.agreed && row.express.methodId === methodId ? row.express.id : null;
