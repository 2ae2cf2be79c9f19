/** What is said of a permission in the one table of them. */
export interface PermissionFacts {
  readonly allows: string;
  readonly screens: readonly string[];
  readonly api: readonly string[];
  /** What a limit of it counts: minor units, or whole percent */
  readonly limit?: 'amount' | 'percent';
  /** Can be given for the own location alone */
  readonly placed?: true;
  /** How long without a line: always, 35 days (`selling`), or 24 hours (`sensitive`) */
  readonly lease: 'always' | 'selling' | 'sensitive';
  /** Can be lent to somebody for a time */
  readonly lend?: false;
  /** Columns, `table.column`, that nobody else sees */
  readonly sees?: readonly string[];
}
