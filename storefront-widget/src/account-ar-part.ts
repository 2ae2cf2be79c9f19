import { ar } from './account-words-ar.ts';

/** An account in Arabic. */
export const words = ar;
