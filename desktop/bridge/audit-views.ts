/** The audit log as the cloud tells it. Instants are epoch milliseconds. */

export interface AuditAsk {
  readonly limit?: number;
  readonly before?: string;
  readonly from?: number;
  readonly to?: number;
  readonly actorId?: string;
  readonly action?: string;
  readonly withoutSales?: boolean;
  readonly outcome?: 'applied' | 'refused' | 'quarantined';
  readonly offline?: boolean;
}

export interface AuditRow {
  readonly id: string;
  /** Place in the chain; null until it is sealed */
  readonly position: number | null;
  /** `catalog.editProduct@1` */
  readonly action: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly deviceName: string | null;
  readonly outcome: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly hash: string | null;
  readonly subject: { readonly table: string; readonly label: string } | null;
  /** Who said yes to it, and how: `pin`, `badge`, or `asked` at another device */
  readonly approval?: { readonly by: string; readonly how: string } | null;
}

export interface AuditChange {
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly did: 'added' | 'changed' | 'removed';
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  /** Columns that are amounts, in minor units */
  readonly money?: readonly string[];
  /** Theirs; null: the store’s */
  readonly currency?: string | null;
}

export interface AuditEntry extends AuditRow {
  readonly previousHash: string | null;
  readonly nextPreviousHash: string | null;
  readonly erased: boolean;
  readonly reason: string;
  readonly changes: readonly AuditChange[];
  readonly added: Readonly<Record<string, number>>;
  readonly more: number;
}

export interface AuditChain {
  readonly entries: number;
  /** It was worked out from behind this position: a signed head kept here; 0: from the first entry */
  readonly after?: number;
  readonly whole: boolean;
  readonly broken: readonly string[];
  /** Signed heads that this desk has kept, and how many of them the chain no longer fits */
  readonly kept: number;
  readonly differing: number;
}

/** As the cloud wrote it; `tillhouse verify --audit` lays the signature beside the file. */
export interface AuditExport {
  readonly csv: string;
  /** null where the cloud has no key to sign with */
  readonly signature: Readonly<Record<string, unknown>> | null;
  readonly records: number;
  /** False: there were more than one file holds, and the newest are in it */
  readonly whole: boolean;
}
