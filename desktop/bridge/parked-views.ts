/** A basket that was laid aside, at this till or at another one of its location. */
export interface ParkedSale {
  readonly id: string;
  readonly name: string;
  /** Of those at this desk as it would cost now, of others as it was when it was parked */
  readonly total: number;
  readonly parkedAt: number;
  /** The register that it was parked at, where that is another one */
  readonly at?: string;
  /** Who parked it; left out of those that only this desk knows */
  readonly by?: string;
  readonly customer?: string;
  readonly units?: number;
  /** Parked at another desk */
  readonly elsewhere?: true;
}

/** Of a basket that was parked: the cloud gave it to another till, or that one threw it away. */
export interface TakenTwice {
  readonly ended: 'taken' | 'discarded';
  readonly by: string;
  readonly at: string;
  readonly when: number;
  /** Sold there already, under this number */
  readonly number: string | null;
}
