import type { ShapeState } from './shape-state.ts';

/**
 * Shapes that rows already here wait for. A quiet shape tells how far the cloud is only when its held poll ends
 * (20 s), so these have to be asked at once.
 */
export function holdingUp(groups: readonly (readonly ShapeState[])[], leading: ShapeState): ShapeState[] {
  const needed = (shapes: Iterable<ShapeState>): number =>
    Math.max(0, ...[...shapes].map((shape) => Math.max(shape.copiedAt ?? 0, shape.queue.at(-1)?.lsn ?? 0)));
  const behind = groups.flatMap((group) => {
    const live = group.filter((shape) => shape.phase === 'live');
    const lsn = needed(live);
    return live.filter((shape) => shape.fetched < lsn);
  });
  if (leading.phase === 'live' && leading.fetched < needed([leading, ...groups.flat()])) behind.push(leading);
  return behind;
}
