import { ar } from './checkout-words-ar.ts';

/** The checkout in Arabic. */
export const words = ar;
