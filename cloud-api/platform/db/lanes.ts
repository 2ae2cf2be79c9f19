/** So much of one tenant waits for the database already that more would only wait in vain. */
export class TenantBusy extends Error {
  constructor() {
    super('too much of this tenant waits for the database');
    this.name = 'TenantBusy';
  }
}

const MOST_WAITING = 500;
const LONGEST_WAIT_MS = 10_000;

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * No tenant holds more than a share of the connections: what one has in flight beyond it waits in a row of its own, so
 * that a noisy tenant is slow itself and the next tenant’s first request finds a connection free.
 */
export class Lanes {
  readonly #share: number;
  readonly #lanes = new Map<string, Lane>();

  /** @param share connections that one tenant may hold at once */
  constructor(share: number) {
    this.#share = share;
  }

  /** How many wait, of all tenants. */
  get waiting(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + lane.waiting.length, 0);
  }

  /** @returns what lets go of it again; call it once. @throws TenantBusy */
  async enter(tenantId: string): Promise<() => void> {
    const lane = this.#lanes.get(tenantId) ?? { running: 0, waiting: [] };
    this.#lanes.set(tenantId, lane);
    if (lane.running < this.#share) lane.running += 1;
    else await this.#wait(lane);
    return () => this.#leave(tenantId, lane);
  }

  async #wait(lane: Lane): Promise<void> {
    if (lane.waiting.length >= MOST_WAITING) throw new TenantBusy();
    await new Promise<void>((resolve, reject) => {
      const mine = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        lane.waiting.splice(lane.waiting.indexOf(mine), 1);
        reject(new TenantBusy());
      }, LONGEST_WAIT_MS);
      timer.unref();
      lane.waiting.push(mine);
    });
  }

  #leave(tenantId: string, lane: Lane): void {
    const next = lane.waiting.shift();
    // The place goes on to the next in the row.
    if (next) {
      next();
      return;
    }
    lane.running -= 1;
    if (lane.running === 0 && this.#lanes.get(tenantId) === lane) this.#lanes.delete(tenantId);
  }
}
