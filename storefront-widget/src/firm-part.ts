import { businessFields } from './business-fields.ts';
import { WaitingOrders } from './firm-waits.ts';
import { checkoutNotes } from './tax-notes.ts';

/** What firms tell and are told: their fields, how they are taxed, and that their order waits for a yes, in the account too. */
export const pieces = { business: businessFields, notes: checkoutNotes, WaitingOrders };
export type FirmPieces = typeof pieces;
