/** A desk of this location on the same network, this one among them. */
export interface NeighbourTill {
  readonly deviceId: string;
  readonly name: string;
  /** Since when it is here; epoch milliseconds */
  readonly since: number;
  /** This desk itself */
  readonly me: boolean;
  /** The one that the others go by */
  readonly relays: boolean;
}

/** Desks that share sales, stock and parked baskets without the cloud. */
export interface NeighbourState {
  readonly on: boolean;
  /** Where this desk listens; null while it does not */
  readonly port: number | null;
  readonly settings: { readonly port: number; readonly addresses: readonly string[] };
  /** This desk first, by name after it; empty while it is off */
  readonly tills: readonly NeighbourTill[];
  /**
   * Why it does not share, or not with everybody:
   * - `no-key`: the cloud has not handed this desk the key of its shop yet
   * - `port-taken`: another program of this machine listens at the port that is set; this desk does at another one
   * - `no-calls`: this network takes no calls; desks are reached by address alone
   */
  readonly problem: 'no-key' | 'port-taken' | 'no-calls' | null;
  /** The last one that was not let in, and why */
  readonly refused: { readonly name: string; readonly why: string; readonly at: number } | null;
}

export interface NeighbourQueries {
  'neighbours.state': { params: Record<string, never>; result: NeighbourState };
}

export interface NeighbourCalls {
  /**
   * Lets this desk share with those of its location on this network, or ends it. Needs `till.manage`. `addresses`: of desks that calls
   * do not reach, as `192.168.1.20` or `192.168.1.20:47115`. `neighbours.bad-address` where one is none.
   */
  'neighbours.save': {
    args: { on: boolean; port?: number; addresses: readonly string[] };
    result: NeighbourState;
  };
  /** A sale that a neighbour told of is laid among those of this desk, to be shown or taken back. `here`: whether it is known */
  'neighbours.bringSale': { args: { orderId: string }; result: { readonly here: boolean } };
}
