import { type Placed, type Sides, type Unit, waysOf } from './pack-one.ts';

/**
 * Lays pieces into one box in rows, rows in layers, each beside the last: what it takes grows with the pieces alone, and it leaves more
 * air than looking for the best place does. The first that fits into the box at all is always in it.
 * @param room what it carries, in grams
 */
export function packLayers(box: Sides, room: number, units: readonly Unit[]): Placed[] {
  const placed: Placed[] = [];
  let grams = 0;
  // Where the row begins and how deep it is, where the layer begins and how high it is, and how far the row has come.
  let [y, depth, z, height, x] = [0, 0, 0, 0, 0];
  const lay = (unit: Unit, at: Sides): boolean => {
    // Flat first: the lower a layer, the more layers.
    const sides = waysOf(unit.sides)
      .filter((way) => way.every((side, axis) => (at[axis] ?? 0) + side <= (box[axis] ?? 0)))
      .sort((one, two) => one[2] - two[2] || one[1] - two[1])[0];
    if (!sides) return false;
    placed.push({ unit, at, sides });
    grams += unit.grams;
    x = at[0] + sides[0];
    depth = at[1] === y && at[2] === z ? Math.max(depth, sides[1]) : sides[1];
    height = at[2] === z ? Math.max(height, sides[2]) : sides[2];
    [y, z] = [at[1], at[2]];
    return true;
  };
  for (const unit of units) {
    if (grams + unit.grams > room) continue;
    if (!lay(unit, [x, y, z]) && !lay(unit, [0, y + depth, z])) lay(unit, [0, 0, z + height]);
  }
  return placed;
}
