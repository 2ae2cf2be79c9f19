import type { Lsn } from '../protocol/lsn.ts';
import type { Shape } from './shape.ts';

interface Group {
  readonly members: Set<Shape>;
  readonly listeners: Set<() => void>;
  lastCommit: Lsn;
  /** Milliseconds of the process clock. */
  lastRelease: number;
  lastNews: number;
  release: NodeJS.Timeout | null;
  /** Set while listeners are about to be told. */
  stopNews: (() => void) | null;
}

/** A commit after a quiet time releases its group almost at once, with whatever else commits in that moment. */
const promptMs = 8;

/** A busy group is released this often at most: each release makes every reader of each of its shapes ask again. */
const busyMs = 50;

/** News of a busy group is told this often at most: it costs one answer a reader, whatever the number of its shapes. */
const newsMs = 25;

/**
 * Lets held requests of related shapes go when one of them changed. A client that applies several shapes at a common
 * position would otherwise wait for the quiet ones until their long polls time out.
 */
export class Releases {
  private readonly groups = new Map<string, Group>();

  add(shape: Shape): void {
    for (const name of shape.definition.groups) this.group(name).members.add(shape);
  }

  remove(shape: Shape): void {
    for (const name of shape.definition.groups) {
      const group = this.groups.get(name);
      if (!group) continue;
      group.members.delete(shape);
      // Whoever watches it has to hear that it is gone.
      this.tell(group);
      this.forgetEmpty(name, group);
    }
  }

  committed(shape: Shape, lsn: Lsn): void {
    for (const name of shape.definition.groups) {
      const group = this.groups.get(name);
      if (!group) continue;
      group.lastCommit = lsn;
      const wait = Math.max(promptMs, group.lastRelease + busyMs - performance.now());
      group.release ??= setTimeout(() => {
        group.release = null;
        group.lastRelease = performance.now();
        for (const member of [...group.members]) member.wake('released');
      }, wait);
      this.tell(group);
    }
  }

  /** Whether a client that knows everything up to `seen` was left out by a release that is over. */
  missed(shape: Shape, seen: Lsn): boolean {
    return shape.definition.groups.some((name) => {
      const group = this.groups.get(name);
      return group !== undefined && group.release === null && group.lastCommit > seen;
    });
  }

  /** The last position at which any shape of these groups changed; 0 when none did since the server began. */
  lastCommit(names: Iterable<string>): Lsn {
    return Math.max(0, ...[...names].map((name) => this.groups.get(name)?.lastCommit ?? 0));
  }

  /**
   * Calls back each time a shape of these groups changed or ended: at once after a quiet time, for a whole transaction is
   * in all logs by then; a busy group is told of as often as it is released.
   * @returns what ends it
   */
  onNews(names: ReadonlySet<string>, listener: () => void): () => void {
    for (const name of names) this.group(name).listeners.add(listener);
    return () => {
      for (const name of names) {
        const group = this.groups.get(name);
        if (!group?.listeners.delete(listener)) continue;
        this.forgetEmpty(name, group);
      }
    };
  }

  close(): void {
    for (const group of this.groups.values()) {
      stopTimers(group);
      for (const listener of [...group.listeners]) listener();
    }
    this.groups.clear();
  }

  private tell(group: Group): void {
    if (group.stopNews !== null || group.listeners.size === 0) return;
    const go = () => {
      group.stopNews = null;
      group.lastNews = performance.now();
      for (const listener of [...group.listeners]) listener();
    };
    const wait = group.lastNews + newsMs - performance.now();
    if (wait > 0) {
      const timer = setTimeout(go, wait);
      group.stopNews = () => clearTimeout(timer);
    } else {
      const soon = setImmediate(go);
      group.stopNews = () => clearImmediate(soon);
    }
  }

  private group(name: string): Group {
    const known = this.groups.get(name);
    if (known) return known;
    const never = Number.NEGATIVE_INFINITY;
    const clocks = { lastCommit: 0, lastRelease: never, lastNews: never, release: null, stopNews: null };
    const group: Group = { members: new Set(), listeners: new Set(), ...clocks };
    this.groups.set(name, group);
    return group;
  }

  private forgetEmpty(name: string, group: Group): void {
    if (group.members.size > 0 || group.listeners.size > 0) return;
    stopTimers(group);
    this.groups.delete(name);
  }
}

function stopTimers({ release, stopNews }: Group): void {
  if (release) clearTimeout(release);
  stopNews?.();
}
