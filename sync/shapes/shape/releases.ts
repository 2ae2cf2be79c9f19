import type { Lsn } from '../protocol/lsn.ts';
import type { Shape } from './shape.ts';

interface Group {
  readonly members: Set<Shape>;
  lastCommit: Lsn;
  timer: NodeJS.Timeout | null;
}

/** Bursts of commits within this time release a group once. */
const coalesceMs = 8;

/**
 * Lets held requests of related shapes go when one of them changed. A client that applies several shapes at a common
 * position would otherwise wait for the quiet ones until their long polls time out.
 */
export class Releases {
  private readonly groups = new Map<string, Group>();

  add(shape: Shape): void {
    for (const name of shape.definition.groups) {
      const group = this.groups.get(name) ?? { members: new Set(), lastCommit: 0, timer: null };
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
      group.timer ??= setTimeout(() => {
        group.timer = null;
        for (const member of [...group.members]) member.wake('released');
      }, coalesceMs);
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
