export interface RoleRow {
  readonly id: string;
  readonly name: string;
  /** Comes with Tillhouse and stays as it is */
  readonly builtIn: boolean;
  readonly permissions: readonly string[];
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

/** Who works here and what each role allows. */
export interface AccessQueries {
  /** Those that come with Tillhouse in their own order, then the store's own by name. */
  'roles.index': { params: Record<string, never>; result: readonly RoleRow[] };
  /** Everybody, those who left last. */
  'staff.index': { params: Record<string, never>; result: readonly StaffRow[] };
}
