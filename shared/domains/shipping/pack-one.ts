/** Length, width and height in millimetres. */
export type Sides = readonly [number, number, number];

/** One piece that is packed. */
export interface Unit {
  readonly id: string;
  /** Largest side first */
  readonly sides: Sides;
  readonly grams: number;
}

export interface Placed {
  readonly unit: Unit;
  /** Its corner nearest to the box's */
  readonly at: Sides;
  /** As it lies */
  readonly sides: Sides;
}

export const volumeOf = ([length, width, height]: Sides): number => length * width * height;

/** How much may still be compared: counted, not timed, so that desk and cloud say the same. */
export interface Effort {
  left: number;
}

/** How a piece may lie: each way once. */
export function waysOf([a, b, c]: Sides): Sides[] {
  const all: Sides[] = [
    [a, b, c],
    [b, a, c],
    [a, c, b],
    [c, a, b],
    [b, c, a],
    [c, b, a],
  ];
  return all.filter((way, at) => all.findIndex((other) => other.every((side, axis) => side === way[axis])) === at);
}

/** Orders in which it is tried to lay pieces down; each by itself is known to fail where another does not. */
const orders: readonly ((unit: Unit) => number)[] = [
  ({ sides }) => volumeOf(sides),
  ({ sides: [longest] }) => longest,
  ({ sides: [a, b] }) => a * b,
];

/**
 * Lays as much as it can into one box: each piece where what lies there already leaves a corner (extreme points, Crainic et al. 2008), in
 * the way in which most of its surface touches something. @param room what it carries, in grams
 * @param units in an order that does not hang on how they came
 * @param effort what it may compare; once that is spent, what is not laid down yet is left
 * @returns of all orders that were tried what fills most
 */
export function packOne(
  box: Sides,
  room: number,
  units: readonly Unit[],
  { tries = orders.length, effort = { left: Number.POSITIVE_INFINITY } }: { tries?: number; effort?: Effort } = {},
): Placed[] {
  let best: Placed[] = [];
  let bestVolume = -1;
  for (const order of orders.slice(0, tries)) {
    const placed = layDown(
      box,
      room,
      [...units].sort((a, b) => order(b) - order(a)),
      effort,
    );
    const volume = placed.reduce((sum, { unit }) => sum + volumeOf(unit.sides), 0);
    if (volume > bestVolume || (volume === bestVolume && placed.length > best.length))
      [best, bestVolume] = [placed, volume];
    if (placed.length === units.length) return placed;
    if (effort.left <= 0) break;
  }
  return best;
}

function layDown(box: Sides, room: number, units: readonly Unit[], effort: Effort): Placed[] {
  const placed: Placed[] = [];
  let points: Sides[] = [[0, 0, 0]];
  let grams = 0;
  const missed: Sides[] = [];
  for (const unit of units) {
    if (effort.left <= 0) break;
    if (grams + unit.grams > room) continue;
    // Where something smaller found no place it finds none.
    if (missed.some((less) => less.every((side, axis) => side <= (unit.sides[axis] ?? 0)))) continue;
    effort.left -= points.length * (placed.length + 1);
    const place = placeOf(box, placed, points, unit);
    if (!place) {
      missed.push(unit.sides);
      continue;
    }
    placed.push(place);
    grams += unit.grams;
    points = pointsAfter(box, placed, points, place);
  }
  return placed;
}

/** Where most of its surface touches walls and what lies there already: so few gaps are left that nothing fits in. */
function placeOf(box: Sides, placed: readonly Placed[], points: readonly Sides[], unit: Unit): Placed | null {
  const ways = waysOf(unit.sides);
  let best: Placed | null = null;
  let bestTouch = -1;
  for (const at of points)
    for (const sides of ways) {
      if (!inside(box, at, sides)) continue;
      const touch = touchOf(box, placed, at, sides);
      if (touch <= bestTouch) continue;
      best = { unit, at, sides };
      bestTouch = touch;
      if (touch === 1) return best;
    }
  return best;
}

/** How much of its surface touches something; -1 where something is in the way. */
function touchOf(box: Sides, placed: readonly Placed[], at: Sides, sides: Sides): number {
  const [x, y, z] = at;
  const [ex, ey, ez] = [x + sides[0], y + sides[1], z + sides[2]];
  let touch = 0;
  if (x === 0) touch += sides[1] * sides[2];
  if (ex === box[0]) touch += sides[1] * sides[2];
  if (y === 0) touch += sides[0] * sides[2];
  if (ey === box[1]) touch += sides[0] * sides[2];
  if (z === 0) touch += sides[0] * sides[1];
  if (ez === box[2]) touch += sides[0] * sides[1];
  for (const other of placed) {
    const [ox, oy, oz] = other.at;
    const [fx, fy, fz] = [ox + other.sides[0], oy + other.sides[1], oz + other.sides[2]];
    const inX = Math.min(ex, fx) - Math.max(x, ox);
    const inY = Math.min(ey, fy) - Math.max(y, oy);
    const inZ = Math.min(ez, fz) - Math.max(z, oz);
    if (inX < 0 || inY < 0 || inZ < 0) continue;
    if (inX > 0 && inY > 0 && inZ > 0) return -1;
    if (inX === 0) touch += inY * inZ;
    else if (inY === 0) touch += inX * inZ;
    else touch += inX * inY;
  }
  return touch / (2 * (sides[0] * sides[1] + sides[1] * sides[2] + sides[0] * sides[2]));
}

const inside = (box: Sides, at: Sides, sides: Sides): boolean =>
  at[0] + sides[0] <= box[0] && at[1] + sides[1] <= box[1] && at[2] + sides[2] <= box[2];

/** Where the next may lie: at the three far edges of what was laid down, slid back until something is in the way. */
function pointsAfter(box: Sides, placed: readonly Placed[], points: readonly Sides[], last: Placed): Sides[] {
  const next = new Map<number, Sides>();
  const add = (point: Sides) => {
    const [x, y, z] = point;
    if (x < box[0] && y < box[1] && z < box[2]) next.set((x * 100_003 + y) * 100_003 + z, point);
  };
  for (const point of points) if (!holds(last, point)) add(point);
  const { at, sides } = last;
  const end: Sides = [at[0] + sides[0], at[1] + sides[1], at[2] + sides[2]];
  for (const [out, one, two] of [
    [0, 1, 2],
    [1, 0, 2],
    [2, 0, 1],
  ] as const) {
    const from = [...at] as [number, number, number];
    from[out] = end[out];
    add(from);
    add(slid(placed, from, one));
    add(slid(placed, from, two));
  }
  return [...next.values()];
}

const holds = ({ at, sides }: Placed, [x, y, z]: Sides): boolean =>
  x >= at[0] && x < at[0] + sides[0] && y >= at[1] && y < at[1] + sides[1] && z >= at[2] && z < at[2] + sides[2];

/** The point, moved towards the wall until the far side of something is met. */
function slid(placed: readonly Placed[], point: readonly [number, number, number], axis: 0 | 1 | 2): Sides {
  let stop = 0;
  const [one, two] = axis === 0 ? ([1, 2] as const) : axis === 1 ? ([0, 2] as const) : ([0, 1] as const);
  for (const { at, sides } of placed) {
    const far = at[axis] + sides[axis];
    if (far > point[axis] || far <= stop) continue;
    const covers = (side: 0 | 1 | 2) => at[side] <= point[side] && point[side] < at[side] + sides[side];
    if (covers(one) && covers(two)) stop = far;
  }
  const moved = [...point] as [number, number, number];
  moved[axis] = stop;
  return moved;
}
