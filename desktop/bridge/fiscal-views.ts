/** The fiscal device of a register; `client`: what the device knows the register by. */
export interface FiscalDevice {
  readonly model: 'simulated-tse';
  readonly address: string;
  readonly client: string;
}

/** The latest receipts of a register, none of which was signed. */
export interface FiscalGap {
  readonly since: number;
  readonly receipts: number;
  /** What the device said, or why it said nothing */
  readonly reason: string;
}

export interface FiscalCalls {
  /** Null: no fiscal device. Needs `till.manage`. */
  'devices.saveFiscal': { args: { registerId: string; settings: FiscalDevice | null }; result: null };
  'devices.testFiscal': {
    args: { address: string; client: string };
    result: { readonly ready: boolean; readonly text: string };
  };
  /**
   * `csv`: the receipts of the register with what was signed, as far back as this desk holds them. `log`: all that the device ever signed, as it
   * keeps it, a line of JSON each; null where it does not answer.
   */
  'devices.fiscalJournal': {
    args: { registerId: string };
    result: { readonly csv: string; readonly log: string | null };
  };
}
