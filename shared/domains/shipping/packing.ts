import { packLayers } from './pack-layers.ts';
import { type Effort, type Placed, packOne, type Sides, type Unit, volumeOf } from './pack-one.ts';

/** What goods are sent in. Millimetres and grams. */
export interface PackingBox {
  readonly id: string;
  /** Inside */
  readonly length: number;
  readonly width: number;
  readonly height: number;
  /** How thick its walls are: carriers measure outside */
  readonly wall: number;
  /** Empty */
  readonly ownGrams: number;
  /** With all that is in it; null: nobody says */
  readonly mostGrams: number | null;
}

export interface PackingSize {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** So many pieces of one kind that leave. */
export interface PackingItem {
  /** Told back with what lies where: of a line, or of a variant */
  readonly id: string;
  /** Whole pieces; what is sold by weight is one */
  readonly quantity: number;
  /** Of one; null: nobody weighed it */
  readonly grams: number | null;
  /** Of one, outside; null: nobody measured it */
  readonly size: PackingSize | null;
}

/** Where one piece lies: its corner nearest to the box's, and its sides as it lies. */
export interface PackingPlace {
  readonly id: string;
  readonly at: Sides;
  readonly sides: Sides;
}

export interface PackedParcel {
  /** Null: of its own size, or of no size that is known */
  readonly boxId: string | null;
  /** With its packaging: what a scale says, as far as its goods were weighed */
  readonly grams: number;
  /** Outside, longest side first; null: nobody knows */
  readonly size: PackingSize | null;
  readonly contents: readonly { readonly id: string; readonly quantity: number }[];
  /** Of pieces that were measured */
  readonly places: readonly PackingPlace[];
  /** Pieces of these went in by their weight alone */
  readonly byWeight: readonly string[];
  /** Why it goes in no box: larger or heavier than any takes; null: it goes in one, or there are none */
  readonly alone: 'too-large' | 'too-heavy' | null;
}

export interface Packing {
  readonly parcels: readonly PackedParcel[];
  /** Items that nobody measured: their parcels may be too small */
  readonly unmeasured: readonly string[];
  /** Items that nobody weighed: their parcels are heavier than is said */
  readonly unweighed: readonly string[];
}

/** More at once would take longer than a shopper waits; the rest is packed after them. */
const AT_ONCE = 150;
/** So much is compared for the best places of one basket, a few tenths of a second at most; what is left then is laid in layers. */
export const MOST_COMPARED = 1_500_000;
/** Of more pieces nobody asks where each lies: they are packed by weight. */
const MOST_LAID = 600;
/** More go on pallets: one parcel, of which the weight is known. */
const MOST_PACKED = 10_000;

interface Piece extends Unit {
  /** Somebody measured it */
  readonly known: boolean;
}
const nowhere: Sides = [0, 0, 0];

interface Filling {
  readonly box: PackingBox;
  readonly placed: readonly Placed[];
  readonly loose: Unit[];
  /** Of all that is in it */
  grams: number;
}

const insideOf = ({ length, width, height }: PackingBox): Sides => sorted({ length, width, height });
const roomOf = ({ ownGrams, mostGrams }: PackingBox): number =>
  mostGrams === null ? Number.MAX_SAFE_INTEGER : mostGrams - ownGrams;
const gramsOf = (units: readonly Unit[]): number => units.reduce((sum, unit) => sum + unit.grams, 0);
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sorted({ length, width, height }: PackingSize): Sides {
  const [a = 0, b = 0, c = 0] = [length, width, height].sort((one, two) => two - one);
  return [a, b, c];
}
const fits = (box: PackingBox, { sides, grams }: Unit): boolean =>
  grams <= roomOf(box) && insideOf(box).every((side, axis) => (sides[axis] ?? 0) <= side);

/**
 * Lays what leaves into as few parcels as it finds, and among as many into the smallest boxes: pieces may be turned, none is laid over
 * another, and none is heavier than its box takes. What nobody measured goes in by weight: where there is room, else into the first of
 * the boxes that carries it. What no box takes is a parcel of its own. The same goods and boxes are packed the same, whatever their order.
 * @param boxes in the shop's own order, which counts for goods of no known size alone
 * @param effort what may be compared before what is left is laid in layers
 */
export function packInto(
  boxes: readonly PackingBox[],
  items: readonly PackingItem[],
  effort: Effort = { left: MOST_COMPARED },
): Packing {
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  if (!Number.isSafeInteger(pieces) || items.some(({ quantity }) => quantity < 0))
    throw new RangeError('pieces are counted in whole numbers');
  const sent = items.filter(({ quantity }) => quantity > 0);
  const names = (of: readonly PackingItem[]) => [...new Set(of.map(({ id }) => id))].sort(byText);
  const said = {
    unmeasured: names(sent.filter(({ size }) => size === null || pieces > MOST_LAID)),
    unweighed: names(sent.filter(({ grams }) => grams === null)),
  };
  if (boxes.length === 0 || pieces > MOST_PACKED) return { ...said, parcels: pieces > 0 ? [unboxed(sent)] : [] };
  const units = sent.flatMap(({ id, quantity, grams, size }) => {
    const known = pieces > MOST_LAID ? null : size;
    const unit: Piece = { id, sides: known ? sorted(known) : nowhere, grams: grams ?? 0, known: known !== null };
    return Array.from({ length: quantity }, () => unit);
  });
  units.sort(
    (a, b) =>
      volumeOf(b.sides) - volumeOf(a.sides) ||
      b.sides[0] - a.sides[0] ||
      b.sides[1] - a.sides[1] ||
      b.grams - a.grams ||
      byText(a.id, b.id),
  );
  const bySize = [...boxes].sort(
    (a, b) => volumeOf(insideOf(a)) - volumeOf(insideOf(b)) || a.ownGrams - b.ownGrams || byText(a.id, b.id),
  );
  const measured = units.filter(({ known }) => known);
  const alone = measured.filter((unit) => !bySize.some((box) => fits(box, unit)));
  const fitting = measured.filter((unit) => bySize.some((box) => fits(box, unit)));
  const filled: Filling[] = [];
  for (let from = 0; from < fitting.length; from += AT_ONCE)
    filled.push(...fill(bySize, fitting.slice(from, from + AT_ONCE), effort));
  const loose = units.filter(({ known }) => !known).sort((a, b) => b.grams - a.grams || byText(a.id, b.id));
  const heavy = addLoose(boxes, filled, loose);
  return {
    ...said,
    parcels: [...filled.map(parcelOf), ...[...alone, ...heavy].map((unit) => ofItsOwn(bySize, unit))],
  };
}

/** Box after box: the smallest that takes all that is left, else the one that most of it goes into. */
function fill(boxes: readonly PackingBox[], units: readonly Unit[], effort: Effort): Filling[] {
  const filled: Filling[] = [];
  let left = units;
  while (left.length > 0) {
    const next = effort.left > 0 ? nextOf(boxes, left, effort) : inLayers(boxes, left);
    filled.push(next);
    const inIt = new Map<Unit, number>();
    for (const { unit } of next.placed) inIt.set(unit, (inIt.get(unit) ?? 0) + 1);
    left = left.filter((unit) => {
      const count = inIt.get(unit) ?? 0;
      if (count > 0) inIt.set(unit, count - 1);
      return count === 0;
    });
  }
  return filled;
}

function nextOf(boxes: readonly PackingBox[], left: readonly Unit[], effort: Effort): Filling {
  const all = left.reduce((sum, { sides }) => sum + volumeOf(sides), 0);
  const grams = gramsOf(left);
  let best: Filling | null = null;
  const take = (filling: Filling) => {
    if (filling.placed.length > 0 && (!best || volumeIn(filling) > volumeIn(best))) best = filling;
  };
  const whole = boxes.filter((box) => volumeOf(insideOf(box)) >= all && roomOf(box) >= grams);
  for (const box of whole) {
    const placed = packOne(insideOf(box), roomOf(box), left, { effort });
    if (placed.length === left.length) return fillingOf(box, placed);
    take(fillingOf(box, placed));
  }
  for (const box of boxes)
    if (!whole.includes(box)) take(fillingOf(box, packOne(insideOf(box), roomOf(box), left, { tries: 1, effort })));
  // What was broken off says little of its box.
  if (effort.left <= 0) take(inLayers(boxes, left));
  // Each of them fits into a box by itself.
  return best ?? never();
}

/** Of the boxes that the first of them fits into the one that most of them goes into, and of several the smallest. */
function inLayers(boxes: readonly PackingBox[], left: readonly Unit[]): Filling {
  const [first] = left;
  const best = boxes
    .filter((box) => first && fits(box, first))
    .map((box) => fillingOf(box, packLayers(insideOf(box), roomOf(box), left)))
    .reduce<Filling | null>((one, two) => (one && volumeIn(one) >= volumeIn(two) ? one : two), null);
  return best ?? never();
}

const volumeIn = ({ placed }: Filling): number => placed.reduce((all, { unit }) => all + volumeOf(unit.sides), 0);

const fillingOf = (box: PackingBox, placed: readonly Placed[]): Filling => ({
  ...{ box, placed, loose: [], grams: gramsOf(placed.map(({ unit }) => unit)) },
});

function never(): never {
  throw new Error('a piece that fits into a box fitted into none');
}

/** @returns what no box carries */
function addLoose(boxes: readonly PackingBox[], filled: Filling[], loose: readonly Piece[]): Piece[] {
  return loose.filter((unit) => {
    const open = filled.find((each) => each.grams + unit.grams <= roomOf(each.box));
    const box = open ? undefined : boxes.find((each) => unit.grams <= roomOf(each));
    if (!open && !box) return true;
    const into = open ?? fillingOf(box as PackingBox, []);
    if (!open) filled.push(into);
    into.loose.push(unit);
    into.grams += unit.grams;
    return false;
  });
}

const outer = (inner: Sides, wall: number): PackingSize => ({
  length: inner[0] + 2 * wall,
  width: inner[1] + 2 * wall,
  height: inner[2] + 2 * wall,
});

function contentsOf(units: readonly Unit[]): PackedParcel['contents'] {
  const counts = new Map<string, number>();
  for (const { id } of units) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, quantity]) => ({ id, quantity })).sort((a, b) => byText(a.id, b.id));
}

function parcelOf(filling: Filling): PackedParcel {
  const { box, placed, loose } = filling;
  return {
    boxId: box.id,
    grams: box.ownGrams + filling.grams,
    size: outer(insideOf(box), box.wall),
    contents: contentsOf([...placed.map(({ unit }) => unit), ...loose]),
    places: placed.map(({ unit, at, sides }) => ({ id: unit.id, at, sides })),
    byWeight: [...new Set(loose.map(({ id }) => id))].sort(byText),
    alone: null,
  };
}

/** As it is, in no box. */
function ofItsOwn(boxes: readonly PackingBox[], unit: Piece): PackedParcel {
  const carries = boxes.some((box) => unit.grams <= roomOf(box));
  const { id, grams, sides, known } = unit;
  return {
    ...{ boxId: null, grams, contents: [{ id, quantity: 1 }], byWeight: [] },
    size: known ? outer(sides, 0) : null,
    places: known ? [{ id, at: [0, 0, 0], sides }] : [],
    alone: carries ? 'too-large' : 'too-heavy',
  };
}

/** A shop that said nothing of boxes: all of it is one parcel, of which its weight is known. */
function unboxed(items: readonly PackingItem[]): PackedParcel {
  const counts = new Map<string, number>();
  for (const { id, quantity } of items) counts.set(id, (counts.get(id) ?? 0) + quantity);
  const contents = [...counts].map(([id, quantity]) => ({ id, quantity })).sort((a, b) => byText(a.id, b.id));
  const grams = items.reduce((sum, { quantity, grams: each }) => sum + quantity * (each ?? 0), 0);
  return { boxId: null, grams, size: null, contents, places: [], byWeight: contents.map(({ id }) => id), alone: null };
}

/** A line of a basket or of an order as it is packed: what is sold in parts of a unit is one piece of what it weighs. */
export function packingItem(
  line: Pick<PackingItem, 'id' | 'grams' | 'size'> & { readonly quantity: number; readonly scale: number },
): PackingItem {
  const { id, quantity, scale, grams, size } = line;
  if (scale === 0 || quantity === 0) return { id, quantity, grams, size };
  return { id, quantity: 1, grams: grams === null ? null : Math.ceil((grams * quantity) / 10 ** scale), size: null };
}
