import type { FiscalFigures, FiscalSigned } from '@tillhouse/shared/domains/register/fiscal.ts';

export interface FiscalFacts {
  readonly name: string;
  readonly serial: string;
  /** Signatures that it made so far */
  readonly counter: number;
  /** Empty while it signs; else what is wrong, for people */
  readonly problem: string;
}

/** It does not answer, or the line broke. */
export class FiscalSilent extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'FiscalSilent';
  }
}

/** It answered that it does not sign: broken, full, or what is to be signed has no place in its law. */
export class FiscalRefused extends Error {
  readonly unfit: boolean;
  /** @param unfit it is about this receipt alone; the device goes on signing others */
  constructor(why: string, unfit = false) {
    super(why);
    this.name = 'FiscalRefused';
    this.unfit = unfit;
  }
}

/** The device knows no such open transaction, or ended it with other figures. */
export class FiscalNotOpen extends Error {
  constructor(transaction: number) {
    super(`transaction ${transaction} is not open`);
    this.name = 'FiscalNotOpen';
  }
}

/**
 * A device or service that a law wants receipts signed by. Every method rejects with FiscalSilent or FiscalRefused where it cannot; none is
 * waited for longer than its signal says.
 */
export interface FiscalPort {
  facts(): Promise<FiscalFacts>;
  /** With the first item of a basket. @returns its number */
  start(): Promise<number>;
  /**
   * Ends a transaction with the amounts by tax rate and by tender. The same again, after a lost answer, says the same.
   * @throws FiscalNotOpen
   */
  finish(transaction: number, figures: FiscalFigures): Promise<FiscalSigned>;
  /** Ends the transaction of a basket that was never sold. @throws FiscalNotOpen */
  abandon(transaction: number): Promise<void>;
  /** Everything that it ever signed, as it keeps it: a line of JSON each. */
  journal(): Promise<string>;
}
