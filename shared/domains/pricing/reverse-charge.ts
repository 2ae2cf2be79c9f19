import * as z from 'zod/mini';
import { euMembers } from '../../kernel/european-union.ts';
import { checkVatId } from './vat-id.ts';

/** Firms of another member state of the EU that account for the tax themselves, by the VAT number that they typed. */

const said = (most: number) => z.string().check(z.maxLength(most));

/** How a store goes about it; one that says nothing taxes such a buyer as anybody. */
export const reverseChargeRule = z.strictObject({
  /** `digits`: form and check digits do, and the order waits until a person has looked; `register`: the register of the EU has to know the number */
  check: z.enum(['digits', 'register']),
  /** Where the register does not answer: `tax` is charged and may be taken off later; `flag`: it is taken off, and a person looks */
  unanswered: z.enum(['tax', 'flag']),
});
export type ReverseChargeRule = z.infer<typeof reverseChargeRule>;

/** What the register of the EU (VIES) said of a number. */
export const registerAnswer = z.strictObject({
  /** As it was asked about, `FR40303265045` */
  number: said(20),
  /** `none`: it did not answer in its time */
  answer: z.enum(['valid', 'invalid', 'none']),
  /** Under which the register keeps that it was asked; empty where it gave none */
  request: said(60),
  /** As it stands there; empty where that country tells nobody */
  name: said(300),
  address: said(500),
  /** Epoch milliseconds */
  at: z.number().check(z.int(), z.gte(0)),
});
export type RegisterAnswer = z.infer<typeof registerAnswer>;

/** What stands on an order of why tax was taken off, or why it was not. */
export const vatEvidence = z.strictObject({
  number: said(20),
  /** Null: the register was not asked; form and check digits are right */
  register: z.nullable(registerAnswer),
});
export type VatEvidence = z.infer<typeof vatEvidence>;

export type ReverseCharge =
  /** Nothing is taxed, and what of the number is known is kept */
  | { readonly is: 'due-by-buyer'; readonly evidence: VatEvidence }
  /** Taxed as everybody: `elsewhere` the goods go to another country than that of the number; `unknown` to the register; `unanswered` by it */
  | { readonly is: 'taxed'; readonly why: 'elsewhere' | 'unknown' | 'unanswered'; readonly evidence: VatEvidence }
  /** The register is to be asked first */
  | { readonly is: 'asks'; readonly number: string };

export interface SellerTaxed {
  /** Where the store is taxed, `DE` */
  readonly home: string | null;
  readonly rule: ReverseChargeRule | null;
  /** Under which it is registered at home; empty: it is not, and nobody can account for its tax */
  readonly ownNumber: string;
}

/** The member state that gave a number; null where it is of none. Northern Ireland’s are not told apart from those of the United Kingdom. */
export function memberOf(number: string): string | null {
  const prefix = number.slice(0, 2).toUpperCase();
  const country = prefix === 'EL' ? 'GR' : prefix;
  return euMembers.has(country) ? country : null;
}

/**
 * Whether a firm accounts for the tax itself: registered in another member state than the store's, and the goods go there.
 * @param answer what the register said of the number; undefined: it was not asked
 * @returns null where that is no question here, and tax is as anybody's
 */
export function reverseChargeOf(
  { home, rule, ownNumber }: SellerTaxed,
  buyer: { readonly vatId: string; readonly goesTo: string | null },
  answer: RegisterAnswer | undefined,
): ReverseCharge | null {
  const own = home?.slice(0, 2) ?? '';
  if (!rule || ownNumber === '' || !euMembers.has(own) || buyer.goesTo === null) return null;
  const { id: number, problem } = checkVatId(buyer.vatId);
  const country = problem ? null : memberOf(number);
  if (country === null || country === own) return null;
  const evidence = { number, register: answer?.number === number ? answer : null };
  if (buyer.goesTo !== country) return { is: 'taxed', why: 'elsewhere', evidence };
  if (rule.check === 'digits') return { is: 'due-by-buyer', evidence: { number, register: null } };
  if (!evidence.register) return { is: 'asks', number };
  if (evidence.register.answer === 'invalid') return { is: 'taxed', why: 'unknown', evidence };
  if (evidence.register.answer === 'none' && rule.unanswered === 'tax')
    return { is: 'taxed', why: 'unanswered', evidence };
  return { is: 'due-by-buyer', evidence };
}

/** Whether somebody has to look at an order: tax was taken off and no register says so, or it could not be asked. */
export function toLookAt(
  { register }: VatEvidence,
  takenOff: boolean,
): 'digits-only' | 'off-unanswered' | 'taxed-unanswered' | null {
  if (takenOff && !register) return 'digits-only';
  if (register?.answer !== 'none') return null;
  return takenOff ? 'off-unanswered' : 'taxed-unanswered';
}
