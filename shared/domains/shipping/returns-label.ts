import type { CarrierLabel } from './carrier-schema.ts';

/** Whether goods can come back by it: bought, not given back, and with a paper to stick on the parcel. */
export const bringsBack = ({ kind, state, documents }: Pick<CarrierLabel, 'kind' | 'state' | 'documents'>): boolean =>
  kind === 'return' && state === 'bought' && documents.length > 0;
