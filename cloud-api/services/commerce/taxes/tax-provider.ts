import type { TaxRecord } from '@tillhouse/shared/domains/orders/tax-record-schema.ts';
import type { TaxAnswer, TaxAsk } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import type { TaxAccount } from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';

/** With its secrets. */
export interface OpenTaxAccount extends Omit<TaxAccount, 'sealed'> {
  readonly secrets: Readonly<Record<string, string>>;
}

/** As it stands in the provider's book. Minor units; negative where it takes back. */
export interface TheirRecord {
  readonly theirs: string;
  /** Their names of the lines, by ours */
  readonly theirLines: Readonly<Record<string, string>>;
  readonly theirTax: number;
}

export interface ToRecord {
  readonly record: TaxRecord;
  /** What it takes back from, recorded there */
  readonly original: TaxRecord | null;
}

/** The code of a document there, the same however often it is sent. */
export const codeOf = ({ id }: Pick<TaxRecord, 'id'>): string => `tillhouse-${id}`;

/** It did not do it, and says why: asked the same again it would say the same. */
export class TaxRefused extends Error {}
/** It did nothing, since it is busy. */
export class TaxBusy extends Error {}
/** Nobody knows what it did. */
export class NoTaxAnswer extends Error {
  constructor(provider: string, cause: unknown) {
    super(`${provider} did not answer`, { cause });
  }
}

/** One provider of taxes. Each call asks once; whether to ask again is never decided in here. */
export interface TaxProvider {
  readonly name: TaxAccount['provider'];
  /** Names of settings and secrets; one that ends in `?` may be left out */
  readonly settings: readonly string[];
  readonly secrets: readonly string[];
  quote(account: OpenTaxAccount, ask: TaxAsk, timeoutMs: number): Promise<TaxAnswer>;
  /** Records a sale, or takes back of one. @throws TaxRefused, TaxBusy, NoTaxAnswer */
  record(account: OpenTaxAccount, asked: ToRecord): Promise<TheirRecord>;
  /**
   * What its book has of it; null: nothing. `again`: its book is not searched by our code, and being sent the same once more it answers
   * with what it did at first.
   */
  look(account: OpenTaxAccount, asked: ToRecord): Promise<TheirRecord | null | 'again'>;
  check(account: OpenTaxAccount): Promise<{ readonly works: boolean; readonly message: string }>;
}

/** `8.875` as a fraction of a hundred, or of one: exact, however many digits it has. */
export function rateOf(text: string, ofHundred: boolean): string {
  const found = /^(\d{1,4})(?:\.(\d{1,9}))?$/.exec(text);
  if (!found) throw new Error(`${text} is no rate`);
  const [, whole = '0', rest = ''] = found;
  const places = rest.length + (ofHundred ? 2 : 0);
  return `${Number(`${whole}${rest}`)}/${10 ** places}`;
}
