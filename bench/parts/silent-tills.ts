import { holdBackFor, PICKED_WITHIN } from '@tillhouse/shared/domains/inventory/silent-tills.ts';
import { randomFrom, zipf } from './random.ts';

const DAYS = 30;
const OPEN_MINUTES = 600;
const PLACES = 5;
const TILLS = 10;
const VARIANTS = 500;
/** Lines that one till sells, and orders that come online, each day */
const LINES_OF_TILL = 150;
const ORDERS = 1_000;
/** Each morning brings what sells in so many days, and a few at least: a tight shop, where most shelves are empty by the evening */
const COVER_DAYS = 1;
const FEWEST = 2;
/** Silent a tenth of the time: four hours as a mean, so many short breaks and a few of a day or more */
const SILENT_MINUTES = 240;
const HEARD_MINUTES = SILENT_MINUTES * 9;
/** From an order until somebody takes it off the shelf */
const PICK_MINUTES = 60;

export interface SilentMonth {
  /** Taken in online */
  readonly orders: number;
  /** Of these, those that found the shelf empty: a silent till had sold it before or sold it after */
  readonly late: number;
  /** Refused, though it lay there promised to nobody */
  readonly withheld: number;
  /** Part of the time that a till was silent */
  readonly silent: number;
}

interface Till {
  readonly place: number;
  silentSince: number | null;
  until: number;
  /** Sold since it was last heard, by variant */
  readonly unheard: Map<number, number>;
}

/**
 * A month of a shop of five places with two tills each, in minutes of its opening hours. Tills fall silent as lines do and sell
 * on; shoppers are sold what the cloud holds to be there, less what it keeps back. What lies on a shelf and what the cloud
 * knows of it are kept apart.
 * @param holds false: shoppers may have all that the cloud knows of
 */
export function silentMonth(seed: number, holds: boolean): SilentMonth {
  const random = randomFrom(seed);
  const pick = zipf(VARIANTS, random);
  const sum = Array.from({ length: VARIANTS }, (_, n) => 1 / (n + 1)).reduce((a, b) => a + b, 0);
  const share = (variant: number) => 1 / (variant + 1) / sum;
  const target = (variant: number) => {
    const daily = share(variant) * ((LINES_OF_TILL * TILLS + ORDERS) / PLACES);
    return Math.max(FEWEST, Math.ceil(daily * COVER_DAYS));
  };
  const after = (mean: number) => Math.max(1, Math.round(-mean * Math.log(1 - random())));
  const at = (place: number, variant: number) => place * VARIANTS + variant;
  const cells = () => new Int32Array(PLACES * VARIANTS);
  const [shelf, promised, known] = [cells(), cells(), cells()];
  const add = (to: Int32Array, cell: number, units: number) => {
    to[cell] = (to[cell] as number) + units;
  };
  const of = (from: Int32Array, cell: number) => from[cell] as number;
  const tills: Till[] = Array.from({ length: TILLS }, (_, n) => ({
    ...{ place: n % PLACES, silentSince: null, until: after(HEARD_MINUTES), unheard: new Map() },
  }));
  const toPick: { readonly cell: number; readonly at: number }[] = [];
  let [orders, late, withheld, silentMinutes] = [0, 0, 0, 0];

  const kept = (place: number, variant: number, now: number): number => {
    if (!holds) return 0;
    let units = 0;
    for (const { place: where, silentSince } of tills) {
      if (where !== place || silentSince === null) continue;
      const sales = (LINES_OF_TILL * share(variant) * (now + PICKED_WITHIN / 60_000 - silentSince)) / OPEN_MINUTES;
      units += holdBackFor({ sales, perSale: 1 });
    }
    return units;
  };
  const line = (till: Till, now: number): void => {
    if (now < till.until) return;
    if (till.silentSince === null) {
      till.silentSince = now;
      till.until = now + after(SILENT_MINUTES);
      return;
    }
    for (const [variant, units] of till.unheard) add(known, at(till.place, variant), -units);
    till.unheard.clear();
    till.silentSince = null;
    till.until = now + after(HEARD_MINUTES);
  };
  const sell = (till: Till): void => {
    const variant = pick();
    const cell = at(till.place, variant);
    const heard = till.silentSince === null;
    // Who has a line sees what is promised; who has none sells what lies there.
    if (of(shelf, cell) - (heard ? of(promised, cell) : 0) <= 0) return;
    add(shelf, cell, -1);
    if (heard) add(known, cell, -1);
    else till.unheard.set(variant, (till.unheard.get(variant) ?? 0) + 1);
  };
  const order = (now: number): void => {
    const variant = pick();
    const first = Math.floor(random() * PLACES);
    let lay = false;
    for (let n = 0; n < PLACES; n += 1) {
      const place = (first + n) % PLACES;
      const cell = at(place, variant);
      lay ||= of(shelf, cell) - of(promised, cell) > 0;
      if (of(known, cell) - of(promised, cell) - kept(place, variant, now) <= 0) continue;
      add(promised, cell, 1);
      toPick.push({ cell, at: now + PICK_MINUTES });
      orders += 1;
      return;
    }
    if (lay) withheld += 1;
  };

  for (let now = 0; now < DAYS * OPEN_MINUTES; now += 1) {
    if (now % OPEN_MINUTES === 0) {
      for (let cell = 0; cell < known.length; cell += 1) {
        // Ordered and counted in by what the cloud holds to be there.
        const brought = Math.max(0, target(cell % VARIANTS) - of(known, cell));
        add(shelf, cell, brought);
        add(known, cell, brought);
      }
    }
    while ((toPick[0]?.at ?? Infinity) <= now) {
      const { cell } = toPick.shift() as { cell: number };
      add(promised, cell, -1);
      if (of(shelf, cell) <= 0) late += 1;
      else {
        add(shelf, cell, -1);
        add(known, cell, -1);
      }
    }
    for (const till of tills) {
      line(till, now);
      if (till.silentSince !== null) silentMinutes += 1;
      if (random() < LINES_OF_TILL / OPEN_MINUTES) sell(till);
    }
    for (let due = ORDERS / OPEN_MINUTES; due > 0; due -= 1) if (random() < due) order(now);
  }
  return { orders, late, withheld, silent: silentMinutes / (DAYS * OPEN_MINUTES * TILLS) };
}
