import type { Basket } from './views.ts';

/** A weight of packaging that is taken off by one key. */
export interface Tare {
  readonly name: string;
  /** Thousandths of the unit of the scale */
  readonly weight: number;
}

/** The scale of a register. */
export interface ScaleSettings {
  readonly model: 'mt-8217' | 'nci';
  /** Name or number and port: a scale on the network, or a serial one behind a serial server */
  readonly address: string;
  /** What it weighs in, where it does not say so itself */
  readonly unit: 'KGM' | 'LBR';
  /** Whether a weight may be typed all the same */
  readonly mayType: boolean;
  readonly tares: readonly Tare[];
  /** By variant: the packaging it is always sold in */
  readonly ofProducts: Readonly<Record<string, number>>;
}

/** What lies on a scale and what it comes to. Weights are thousandths of the unit of the scale. */
export interface Weighing {
  readonly variantId: string;
  readonly title: string;
  /** Of the variant: `KGM` */
  readonly unit: string;
  /** `none`: there is no scale; `other-unit`: it weighs in another one than the goods are sold by */
  readonly pan: 'stable' | 'moving' | 'zero' | 'under' | 'over' | 'fault' | 'unreached' | 'none' | 'other-unit';
  readonly gross: number;
  readonly tare: number;
  readonly net: number;
  /** Of the variant, × 10^−scale */
  readonly quantity: number;
  readonly scale: number;
  /** Of one unit of the variant, and what the quantity comes to before discounts; null: it has no price here */
  readonly unitPrice: number | null;
  readonly price: number | null;
  readonly currency: string;
  readonly mayType: boolean;
  readonly tares: readonly Tare[];
  readonly keptTare: number;
}

export interface ScaleCalls {
  'devices.saveScale': { args: { registerId: string; settings: ScaleSettings | null }; result: null };
  /** What lies on it now; nothing is changed. Without a scale `pan` is `none`. */
  'scale.read': { args: { variantId: string; tare: number }; result: Weighing };
  /** Nobody weighs any more: the customer's display goes back to the basket. */
  'scale.leave': { args: Record<string, never>; result: null };
  /** The packaging that this is always sold in; 0: none. */
  'scale.keepTare': { args: { variantId: string; tare: number }; result: null };
  /** Adds what lies on the scale, or puts it on a line that is there. The host reads the scale itself; `typed` only where it is allowed. */
  'basket.weigh': { args: { variantId: string; lineId?: string; tare: number; typed?: number }; result: Basket };
}
