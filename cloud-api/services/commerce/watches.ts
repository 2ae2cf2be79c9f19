import { randomUUID } from 'node:crypto';
import type { Watch } from '@tillhouse/sync/shapes/news/watch.ts';

/** What a desk follows by its held request, remembered between two of them. */
export interface DeskWatch {
  readonly id: string;
  readonly deviceId: string;
  /** What the rows of its shapes were decided from; another profile ends the watch. */
  readonly profile: string;
  readonly watch: Watch;
  /** The last request of it */
  turn: number;
  /** What of its requests is still being taken in */
  following: Promise<unknown>;
}

/** After a desk has been silent for this long its watch is over. A request is held for far less. */
const SILENT_MS = 120_000;
/** A device has one; a few more while a desk's line comes and goes, or where its file was copied. */
const MOST_OF_DEVICE = 4;

/** The watches of all desks. They live in this process: after a restart, and at another process, a desk begins anew. */
export class Watches {
  readonly #byId = new Map<string, DeskWatch>();
  readonly #heardAt = new Map<DeskWatch, number>();
  readonly #byDevice = new Map<string, DeskWatch[]>();
  readonly #now: () => number;
  #sweptAt = 0;

  /** @param now milliseconds of any clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  open(deviceId: string, profile: string, watch: Watch): DeskWatch {
    this.#sweep();
    const following = Promise.resolve();
    const opened: DeskWatch = { id: randomUUID(), deviceId, profile, watch, turn: 0, following };
    const others = this.#byDevice.get(deviceId) ?? [];
    for (const old of others.slice(0, Math.max(0, others.length + 1 - MOST_OF_DEVICE))) this.end(old);
    this.#byDevice.set(deviceId, [...(this.#byDevice.get(deviceId) ?? []), opened]);
    this.#byId.set(opened.id, opened);
    this.#heardAt.set(opened, this.#now());
    return opened;
  }

  /** @returns undefined where the watch is over, is another device's, or was of another profile */
  find(id: string, deviceId: string, profile: string): DeskWatch | undefined {
    const known = this.#byId.get(id);
    if (known?.deviceId !== deviceId) return undefined;
    this.#heardAt.set(known, this.#now());
    if (known.profile === profile) return known;
    this.end(known);
    return undefined;
  }

  end(watch: DeskWatch): void {
    this.#byId.delete(watch.id);
    this.#heardAt.delete(watch);
    const left = (this.#byDevice.get(watch.deviceId) ?? []).filter((other) => other !== watch);
    if (left.length > 0) this.#byDevice.set(watch.deviceId, left);
    else this.#byDevice.delete(watch.deviceId);
  }

  #sweep(): void {
    const now = this.#now();
    if (now - this.#sweptAt < SILENT_MS / 4) return;
    this.#sweptAt = now;
    for (const [watch, at] of this.#heardAt) if (now - at > SILENT_MS) this.end(watch);
  }
}
