import { demoAge } from './age.ts';
import type { TillTile } from '../../../bridge/queries.ts';
import type { Basket, BasketLine, ByHand, ReceiptView } from '../../../bridge/views.ts';
import { DemoCards, demoBacks } from './cards.ts';
import { NOW } from './catalog.ts';
import { buyerOf } from './buyers.ts';
import { withSerials } from './serials.ts';
import { type Parked, parkedThere, parkedView } from './parked.ts';

type Tile = readonly [
  title: string,
  variantTitle: string,
  sku: string,
  code: string,
  price: number,
  image: string | null,
  left: number | null,
];

const shelf: readonly Tile[] = [
  ['Stoneware mug', 'Moss', 'MUG-MOS-35', '5060912440320', 1400, 'mug?g=e3e6da', 12],
  ['Stoneware mug', 'Chalk', 'MUG-CHA-35', '5060912440344', 1400, 'mug?g=e9e2d8&a=b8b4a6&b=c9a98a', 52],
  ['Stoneware mug', 'Tide', 'MUG-TID-35', '5060912440368', 1400, 'mug?g=dfe5ea&a=5f7a92&b=c9a98a', 47],
  ['Ash serving bowl, 28 cm', '', 'BWL-ASH-28', '5060912440405', 4600, 'bowl?g=eee3d4', 6],
  ['Ribbed glass vase, 24 cm', '', 'VAS-RIB-24', '5060912440412', 3800, 'vase?g=dde8e8', 3],
  ['Bottle vase', 'Terracotta', 'VAS-BOT-TE', '5060912440429', 2900, 'bottle?g=f0dfd6', 1],
  ['Taper candles, box of 6', 'Ivory', 'CND-TAP-IV6', '5060912440436', 1250, 'tapers?g=e8e0d4', 64],
  ['Fig leaf candle, 220 g', '', 'CND-FIG-220', '5060912440443', 2400, 'jarcandle?g=f0e2da', 27],
  ['Dome table lamp', 'Brass', 'LMP-DOM-BR', '5060912440450', 8900, 'lamp?g=f2e9d3', 5],
  ['Linen tea towel', 'Harbour', 'LIN-TT-HAR', '5060912440467', 1100, 'towel?g=e4e8ec', 34],
  ['Beech dish brush', '', 'BRU-DISH-BE', '5060912440474', 850, 'brush?g=efe6d3', 52],
  ['Soap flakes, refill', '', 'REF-SOAP', '5060912440481', 650, 'jar?g=e7e8df', null],
  ['Rimmed plate, 21 cm', '', 'PLT-RIM-21', '5060912440498', 1800, 'plates?g=dfe3e8', 30],
  ['Dipped jug, 1.2 l', '', 'JUG-DIP-12', '5060912440504', 3400, 'jug?g=dbe2e8', 8],
  ['Linen napkins, set of 4', '', 'LIN-NAP-4', '5060912440511', 2400, 'napkins?g=efdfd5', 21],
  ['Elm board, 36 cm', '', 'BRD-ELM-36', '5060912440528', 3200, 'board?g=eee3d0', 7],
  ['Willow basket, Small', '', 'BSK-WIL-S', '5060912440535', 4200, 'basket?g=f0e6d0', 4],
  ['Tumblers, pair', '', 'GLS-TUM-2', '5060912440542', 1600, 'tumblers?g=dfe8e2', 2],
  ['Ticking cushion', 'Sage', 'CSH-TIC-SG', '5060912440559', 4500, 'cushion?g=e2e6da', 11],
  ['Teapot, 900 ml', 'Slate', 'TEA-900', '5060912440566', 5200, 'teapot?g=dde3e9', 0],
  ['Enamel milk pan, 14 cm', '', 'PAN-ENA-14', '5060912440573', 3600, 'pan?g=e3e5e4', 8],
  ['Wool throw, Fell', '', 'THR-FEL', '5060912440580', 7800, 'throw?g=e9e5dc', 9],
  ['Felt wreath, 40 cm', '', 'XMS-WRE-40', '5060912440597', 4800, 'wreath?g=e2e8df', 12],
  ['Crackers, box of 6', '', 'XMS-CRK-6', '5060912440603', 2700, 'cracker?g=f1e2dc', 46],
  ['Gift wrap, per item', '', 'SVC-WRAP', '5060912440610', 350, null, null],
  ['Cotton carrier bag', '', 'BAG-COT', '5060912440627', 100, null, null],
  ['Greetings card', '', 'CRD-GRE', '5060912440634', 375, null, 120],
  ['Matches, bottle', '', 'MAT-BOT', '5060912440641', 420, null, 32],
];

const named = (tile: Tile) => (tile[1] ? `${tile[0]}, ${tile[1]}` : tile[0]);
const unitOf = (tile: Tile) => (tile[2] === 'REF-SOAP' ? 'KGM' : 'H87');

export const tiles: (TillTile & { sku: string; code: string })[] = shelf.map((tile) => ({
  variantId: `v-${tile[2]}`,
  title: named(tile),
  image: tile[5] ? `still:${tile[5]}` : null,
  price: tile[4],
  unit: unitOf(tile),
  available: tile[6],
  sku: tile[2],
  code: tile[3],
}));

export const pages = [
  { name: 'Counter', tiles },
  { name: 'Christmas', tiles: tiles.filter((tile) => /XMS|CND|CRD/.test(tile.sku)) },
  { name: 'Tableware', tiles: tiles.filter((tile) => /MUG|PLT|BWL|JUG|TEA/.test(tile.sku)) },
  { name: 'Kitchen', tiles: tiles.filter((tile) => /PAN|BRD|BRU/.test(tile.sku)) },
  { name: 'Textiles', tiles: tiles.filter((tile) => /LIN|THR|CSH/.test(tile.sku)) },
  { name: 'Refills', tiles: tiles.filter((tile) => /REF/.test(tile.sku)) },
];

/** A basket good enough for pictures and key tests: 20 % tax inside the prices, cash to the nearest 5p. */
export class DemoBasket {
  lines: BasketLine[] = [];
  parked: Parked[] = [];
  parkedThere = parkedThere;
  removed: BasketLine | null = null;
  private next = 1;
  private sold = 0;

  private priced(line: BasketLine): BasketLine {
    const full = Math.round((line.unitPrice * line.quantity) / 10 ** line.scale);
    return { ...line, total: full - line.discount };
  }

  add(variantId: string, note = '', quantity?: number): string | null {
    const tile = tiles.find((one) => one.variantId === variantId);
    if (!tile) return null;
    const scale = tile.unit === 'KGM' ? 3 : 0;
    const found = this.lines.find((line) => line.variantId === variantId && scale === 0);
    if (found) {
      this.lines = this.lines.map((line) =>
        line === found
          ? this.priced({ ...line, quantity: line.quantity + (quantity ?? 1), note: note || line.note })
          : line,
      );
      return found.id;
    }
    const id = `line-${this.next++}`;
    const [title = '', ...rest] = tile.title.split(', ');
    const line = {
      id,
      variantId,
      title,
      variantTitle: rest.join(', '),
      sku: tile.sku,
      image: tile.image,
      quantity: quantity ?? 10 ** scale,
      scale,
      unit: tile.unit,
      unitPrice: tile.price,
      ...{ perUnit: '40.00 / l', discount: 0 },
      total: 0,
      note: note || tile.sku,
      onHand: tile.available,
      byHand: null,
      why: [`${(tile.price / 100).toFixed(2)} of “Retail GBP”`],
    };
    this.lines = [...this.lines, withSerials(this.priced(line))];
    return id;
  }

  scan(code: string): string | null {
    const clean = code.replace(/^\]\w\d/, '').replace(/^0+(?=\d{12,13}$)/, '');
    const tile = tiles.find((one) => one.code === clean || one.sku === code);
    return tile ? this.add(tile.variantId, `${tile.sku} · just scanned`) : null;
  }

  setQuantity(lineId: string, quantity: number): void {
    if (quantity <= 0) {
      this.remove(lineId);
      return;
    }
    this.lines = this.lines.map((line) => (line.id === lineId ? this.priced({ ...line, quantity }) : line));
  }

  remove(lineId: string): void {
    this.removed = this.lines.find((line) => line.id === lineId) ?? null;
    this.lines = this.lines.filter((line) => line.id !== lineId);
  }

  undoRemove(): void {
    if (this.removed) this.lines = [...this.lines, this.removed];
    this.removed = null;
  }

  park(name: string): void {
    if (!this.lines.length) return;
    this.parked = [...this.parked, { id: `park-${this.next++}`, name, parkedAt: NOW, lines: this.lines }];
    this.lines = [];
  }

  readonly cards = new DemoCards();
  exchange: Basket['exchange'] = null;
  draft: Basket['draft'] = null;
  layaway: Basket['layaway'] = null;
  deliver: Basket['deliver'] = null;
  oldEnough = false;

  customerId: string | null = null;
  byHand: ByHand | null = null;

  give(lineId: string | null, given: ByHand | null): void {
    if (lineId === null) this.byHand = given;
    this.lines = this.lines.map((line) => {
      if (line.id !== lineId) return line;
      const full = Math.round((line.unitPrice * line.quantity) / 10 ** line.scale);
      const [part = 0, of = 1] = (given?.percent ?? '0/1').split('/').map(Number);
      const discount = given ? (given.amount ?? Math.round((full * part) / of)) : 0;
      return this.priced({ ...line, byHand: given, discount, note: given ? `${given.reason} · by Priya` : line.sku });
    });
  }

  discard(id: string): void {
    this.parked = this.parked.filter((one) => one.id !== id);
    this.parkedThere = this.parkedThere.filter((one) => one.id !== id);
  }

  resume(id: string): void {
    const found = this.parked.find((one) => one.id === id);
    if (!found) return;
    this.parked = this.parked.filter((one) => one !== found);
    this.lines = found.lines;
  }

  view(): Basket {
    const subtotal = this.lines.reduce((sum, line) => sum + line.total + line.discount, 0);
    const discountTotal = this.lines.reduce((sum, line) => sum + line.discount, 0);
    const total = subtotal - discountTotal;
    const tax = Math.round(total / 6);
    const cashTotal = Math.round(total / 5) * 5;
    const worth = this.exchange?.worth ?? 0;
    const part = Math.min(worth, total);
    const exchange = this.exchange && { ...this.exchange, part, back: worth - part, backs: demoBacks(worth - part) };
    const taken = part + this.cards.legs.reduce((sum, leg) => sum + leg.amount, 0);
    const split = this.cards.split.view(this.lines, this.cards.legs);
    const open = split?.parts.find(({ number }) => number === split.open);
    const whole = open ? Math.round(open.left / 5) * 5 : cashTotal;
    return {
      id: `basket-${this.sold}`,
      currency: 'GBP',
      lines: this.lines,
      ...buyerOf(this.customerId, total - taken),
      units: this.lines.reduce((sum, line) => sum + (line.scale ? 1 : line.quantity), 0),
      subtotal,
      discountTotal,
      taxTotal: tax,
      taxByRate: [{ rate: '20/100', net: total - tax, tax }],
      total,
      coin: 5,
      foreign: [{ currency: 'EUR', rate: '8533/10000', day: '2026-11-23' }],
      ...{ legs: this.cards.legs, remaining: total - taken, exchange, card: this.cards.attempt },
      ...(split && { split }),
      cashTotal: whole - (open ? 0 : taken),
      cashRounding: whole - (open?.left ?? total),
      byHand: this.byHand,
      ...{ draft: this.draft, layaway: this.layaway, deliver: this.deliver },
      age: demoAge(this.lines, this.oldEnough),
      ...{ relief: null, coupons: [], left: this.left, twice: this.twice },
      parked: this.parked.length > 0 ? [...this.parked.map(parkedView), ...this.parkedThere] : [],
    };
  }

  pay(kind: 'cash' | 'card' | null, given: number): ReceiptView {
    const basket = this.view();
    const amount = kind === 'cash' ? basket.cashTotal : basket.remaining;
    const before = basket.legs.reduce((sum, leg) => sum + leg.amount, 0);
    const legs = this.cards.end();
    const brought = basket.exchange;
    this.exchange = null;
    this.lines = [];
    this.sold += 1;
    return {
      orderId: basket.id,
      number: `B2-1-${String(417 + this.next++).padStart(5, '0')}`,
      placedAt: NOW,
      storeName: 'Larkhall',
      storeStreet: '14 Walcot Buildings, Bath BA1 6AD',
      cashier: 'Priya Nair',
      currency: 'GBP',
      lines: basket.lines.map((line) => ({
        title: line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title,
        quantity: line.quantity,
        scale: line.scale,
        unitPrice: line.unitPrice,
        total: line.total,
        notes: line.byHand ? [{ text: line.byHand.reason, amount: line.discount }] : [],
      })),
      subtotal: basket.subtotal,
      discountTotal: basket.discountTotal,
      ...{ shipping: 0, fee: 0, due: 0, returnOf: null, relief: null },
      rounding: kind === 'cash' ? basket.cashRounding : 0,
      total: amount + before + (brought?.part ?? 0),
      taxByRate: basket.taxByRate,
      tenders: [
        ...legs.map(({ kind: of, amount: part, card }) => ({
          ...{ kind: of, amount: part, given: part, change: 0 },
          ...(card && { card }),
        })),
        ...(kind === null
          ? []
          : [{ kind, amount, given: kind === 'cash' ? given : amount, change: kind === 'cash' ? given - amount : 0 }]),
      ],
      cards: [],
      exchange: brought && {
        ...{ number: 'B2-1-00416', returnOf: brought.number, total: brought.worth, lines: brought.lines },
        back: brought.back > 0 ? [{ kind: 'card', amount: brought.back }] : [],
      },
      ...{ header: 'VAT GB 417 2093 86', timeZone: 'Europe/London' },
      footer: 'Keep this receipt to bring goods back within 30 days.',
    };
  }

  leave(by: string): void {
    if (this.lines.length > 0) this.left = { by, at: NOW };
  }

  /** Somebody else locked the till over it. */
  left: { by: string; at: number } | null = null;
  twice: Basket['twice'] = null;

  /** The basket of the pictures. */
  fill(): void {
    const add = (sku: string, quantity?: number, note?: string) => this.add(`v-${sku}`, note, quantity);
    add('MUG-MOS-35', 4, '4 for 3 on mugs: one mug free');
    add('CND-TAP-IV6', 2, 'CND-TAP-IV6 · 12.50 each');
    add('LIN-TT-HAR');
    add('BRU-DISH-BE');
    add('VAS-RIB-24', 1, '15 % off, chip on base · by Priya');
    add('REF-SOAP', 1240, '1.240 kg × 6.50 per kg');
    add('BWL-ASH-28', 1, 'BWL-ASH-28 · just scanned');
    this.lines = this.lines.map((line) => {
      if (line.sku === 'MUG-MOS-35') return this.priced({ ...line, discount: 1400 });
      if (line.sku === 'VAS-RIB-24') return this.priced({ ...line, discount: 570 });
      return line;
    });
  }
}
