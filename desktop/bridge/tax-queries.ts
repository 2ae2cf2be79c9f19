import type { ReverseChargeRule } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import type { TaxCollection } from '@tillhouse/shared/domains/pricing/schema.ts';

/** A dated rate of a place; `rate` an exact fraction, `perUnit` minor units, days as `2026-11-25`. */
export interface TaxRuleRow {
  readonly id: string;
  readonly jurisdiction: string;
  readonly category: string | null;
  readonly productId: string | null;
  readonly productTitle: string | null;
  readonly name: string;
  readonly rate: string | null;
  readonly perUnit: number | null;
  readonly compound: boolean;
  readonly adds: boolean;
  readonly fromDay: string;
  readonly toDay: string | null;
  /** Who published it; empty where the store wrote it */
  readonly source: string;
}

export interface TriedTax {
  /** Of all taxes together */
  readonly taxRate: string;
  readonly taxes: readonly { readonly name: string; readonly amount: number }[];
  readonly net: number;
  readonly tax: number;
  readonly total: number;
  /** Why, one sentence each */
  readonly steps: readonly string[];
}

export interface TaxQueries {
  'taxes.index': {
    params: Record<string, never>;
    result: {
      /** `store`, or the id of another store or of a location, with where it is taxed */
      readonly zones: Readonly<Record<string, string>>;
      /** Of stores that have a place: where else they collect tax; null: their orders are taxed at home wherever they go */
      readonly collects: Readonly<Record<string, readonly TaxCollection[] | null>>;
      /** Of the same: how firms of other members of the EU account for the tax; null: they are taxed as anybody */
      readonly reverseCharge: Readonly<Record<string, ReverseChargeRule | null>>;
      /** Places of stores that have no VAT number of their own */
      readonly unnumbered: readonly string[];
      readonly rules: readonly TaxRuleRow[];
      /** Those beside the main one, which are taxed by zones of their own */
      readonly stores: readonly { readonly id: string; readonly name: string }[];
      /** The rates that hold where no rule does */
      readonly classes: readonly { readonly taxClass: string; readonly name: string; readonly rate: string }[];
    };
  };
  /** What one line would be taxed; a VAT number that is none is refused in words */
  'taxes.try': {
    params: {
      readonly amount: number;
      readonly quantity: number;
      readonly taxClass: string;
      /** Null: by tax class alone */
      readonly zone: string | null;
      readonly day: string;
      readonly included: boolean;
      readonly relief: { readonly kind: 'exempt' | 'reverse-charge'; readonly evidence: string } | null;
    };
    result: TriedTax;
  };
}
