import type { RegisterAnswer } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';

export type Registered = Pick<RegisterAnswer, 'answer' | 'request' | 'name' | 'address'>;

/** The register of VAT numbers of the EU, as a checkout and a desk see it. */
export interface VatRegister {
  /**
   * Whether a number is registered today, asked in the name of who sells. It never throws: no answer in its time is one too.
   * @param own the number of who asks, by which the register gives its request a name; empty: it gives none
   */
  ask(number: string, own: string): Promise<Registered>;
}
