import type { Lsn } from '../protocol/lsn.ts';
import type { Shape } from './shape.ts';

interface Group {
  readonly members: Set<Shape>;
  lastCommit: Lsn;
  /** Milliseconds of the process clock. */
  lastRelease: number;
  timer: NodeJS.Timeout | null;
}

/** A commit after a quiet time releases its group almost at once, with whatever else commits in that moment. */
const promptMs = 8;

/** A busy group is released this often at most: each release makes every reader of each of its shapes ask again. */
const busyMs = 50;

/**
 * Lets held requests of related shapes go when one of them changed. A client that applies several shapes at a common
 * position would otherwise wait for the quiet ones until their long polls time out.
 */
export class Releases {
  private readonly groups = new Map<string, Group>();

  add(shape: Shape): void {
    for (const name of shape.definition.groups) {
      const group = this.groups.get(name) ?? {
        members: new Set(),
        lastCommit: 0,
        lastRelease: Number.NEGATIVE_INFINITY,
        timer: null,
      };
      group.members.add(shape);
      this.groups.set(name, group);
    }
  }

  remove(shape: Shape): void {
    for (const name of shape.definition.groups) {
      const group = this.groups.get(name);
      group?.members.delete(shape);
      if (group?.members.size !== 0) continue;
      if (group.timer) clearTimeout(group.timer);
      this.groups.delete(name);
    }
  }

  committed(shape: Shape, lsn: Lsn): void {
    for (const name of shape.definition.groups) {
      const group = this.groups.get(name);
      if (!group) continue;
      group.lastCommit = lsn;
      const wait = Math.max(promptMs, group.lastRelease + busyMs - performance.now());
      group.timer ??= setTimeout(() => {
        group.timer = null;
        group.lastRelease = performance.now();
        for (const member of [...group.members]) member.wake('released');
      }, wait);
    }
  }

  /** Whether a client that knows everything up to `seen` was left out by a release that is over. */
  missed(shape: Shape, seen: Lsn): boolean {
    return shape.definition.groups.some((name) => {
      const group = this.groups.get(name);
      return group !== undefined && group.timer === null && group.lastCommit > seen;
    });
  }

  close(): void {
    for (const group of this.groups.values()) if (group.timer) clearTimeout(group.timer);
    this.groups.clear();
  }
}
