/** The gun at hand as it was measured, kept at this desk for a register. */
export interface GunSettings {
  /** Milliseconds between two keys: of the one in the middle, and the longest that was seen */
  readonly medianGap: number;
  readonly longestGap: number;
  /** Characters that it puts before each code */
  readonly prefix: string;
  /** It types the positions of a US keyboard whatever the layout of the system is. */
  readonly usPositions: boolean;
}

export interface GunCalls {
  /** Null: none was measured. Needs `till.manage`. */
  'devices.saveGun': { args: { registerId: string; settings: GunSettings | null }; result: null };
}
