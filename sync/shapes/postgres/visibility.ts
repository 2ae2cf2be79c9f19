import type { SnapshotMark } from '../protocol/control-messages.ts';

const wrap = 2 ** 32;

/**
 * Says which transactions a snapshot already contains. The stream names them by 32-bit ids, the snapshot by 64-bit
 * ones: an id is read as the 64-bit id nearest to the snapshot's xmax, so a wraparound in between changes nothing.
 */
export function visibilityOf(mark: SnapshotMark): (xid32: number) => boolean {
  const xmin = Number(mark.xmin);
  const xmax = Number(mark.xmax);
  const running = new Set(mark.xipList.map(Number));
  return (xid32) => {
    const xid = widen(xid32, xmax);
    return xid < xmin || (xid < xmax && !running.has(xid));
  };
}

function widen(xid32: number, near: number): number {
  const epoch = Math.floor(near / wrap) * wrap;
  const candidates = [epoch - wrap + xid32, epoch + xid32, epoch + wrap + xid32];
  return candidates.reduce((best, next) => (Math.abs(next - near) < Math.abs(best - near) ? next : best));
}
