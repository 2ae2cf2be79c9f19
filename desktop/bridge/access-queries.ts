import type { Terms } from '@tillhouse/shared/domains/access/terms.ts';

export interface RoleRow {
  readonly id: string;
  readonly name: string;
  /** Comes with Tillhouse and stays as it is */
  readonly builtIn: boolean;
  readonly permissions: readonly string[];
  /** How far each goes; one that is not here goes without limit */
  readonly terms?: Terms;
  /** Goes up with each change */
  readonly revision?: number;
  /** Who has it, without those who left */
  readonly people: number;
}

export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  /** Null too for who may not manage people */
  readonly email: string | null;
  readonly roleId: string;
  readonly roleName: string;
  readonly homeLocationId: string | null;
  readonly locationName: string | null;
  readonly status: 'active' | 'away' | 'left';
  readonly statusNote: string | null;
  readonly hasPin: boolean;
  readonly hasBadge: boolean;
  /** FIDO keys that sign in at desks without a line */
  readonly securityKeys: readonly { readonly id: string; readonly name: string; readonly addedAt: number }[];
}

/** How long this desk has not heard from the cloud, and what it therefore honours. */
export interface LeaseState {
  /** Epoch milliseconds by the wall; null: never yet */
  readonly heardAt: number | null;
  /** Milliseconds, the longest it can have been */
  readonly elapsed: number;
  readonly selling: boolean;
  readonly sensitive: boolean;
  /** The clock on the wall was set back meanwhile */
  readonly setBack: boolean;
}

/** Rights lent by one person to another. Instants are epoch milliseconds. */
export interface LendingRow {
  readonly id: string;
  readonly fromId: string;
  readonly fromName: string;
  readonly toId: string;
  readonly toName: string;
  readonly permissions: readonly string[];
  readonly locationName: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly reason: string;
}

/** A command that waits for somebody else's yes, or what became of it. */
export interface ApprovalRow {
  readonly id: string;
  readonly command: string;
  readonly args: unknown;
  readonly permission: string;
  readonly value: number | null;
  readonly locationId: string | null;
  readonly locationName: string | null;
  readonly summary: string;
  readonly askedById: string;
  readonly askedByName: string;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly status: 'asked' | 'approved' | 'declined';
  readonly decidedByName: string | null;
  readonly used: boolean;
}

export interface PolicyRow {
  readonly permission: string;
  readonly secondPerson: boolean;
  readonly pinUpTo: number | null;
}

/** What a yes has to cover, as a refusal tells it; `value` and `usual` in the unit of the permission's limit. */
export interface YesWanted {
  readonly permission: string;
  readonly value?: number | undefined;
  readonly locationId?: string | undefined;
  readonly usual?: number | undefined;
  readonly or?: string | undefined;
}

/** Somebody who may approve it at this desk. */
export interface ApproverRow {
  readonly id: string;
  readonly name: string;
  readonly roleName: string;
  /** Their PIN is set, and enough for this */
  readonly byPin: boolean;
  readonly byBadge: boolean;
  readonly byKey: boolean;
}

/** Who works here and what each role allows. */
export interface AccessQueries {
  /** Those that come with Tillhouse in their own order, then the store's own by name. */
  'roles.index': { params: Record<string, never>; result: readonly RoleRow[] };
  /** Everybody, those who left last. */
  'staff.index': { params: Record<string, never>; result: readonly StaffRow[] };
  /** What is lent, and what was in the last days. */
  'lendings.index': { params: Record<string, never>; result: readonly LendingRow[] };
  /** The newest first. */
  'approvals.index': { params: Record<string, never>; result: readonly ApprovalRow[] };
  /** Who but oneself may say yes to this at this desk now, those who were here last first. */
  'approvals.approvers': { params: YesWanted; result: readonly ApproverRow[] };
  'policies.index': { params: Record<string, never>; result: readonly PolicyRow[] };
}
