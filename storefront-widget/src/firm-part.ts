import { businessFields } from './business-fields.ts';
import { checkoutNotes } from './tax-notes.ts';

/** What firms tell and are told: their fields, how they are taxed, and that their order waits for a yes. */
export const pieces = { business: businessFields, notes: checkoutNotes };
export type FirmPieces = typeof pieces;
