import { Approvals } from './approvals.ts';

/** Who says yes or no to orders of their firm is few, and does so in the account alone. */
export const pieces = { Approvals };
export type ApprovePieces = typeof pieces;
