import { euMembers } from '../../kernel/european-union.ts';

/** How the delivery of goods is taxed. `goods`: as what is delivered, shared out by its value; `standard`: as goods of no tax class. */
export const deliveryRules = ['goods', 'standard', 'untaxed'] as const;
export type DeliveryRule = (typeof deliveryRules)[number];

/**
 * Where delivery is part of the supply of the goods it comes with, by a country's own law:
 * EU: directive 2006/112/EC, article 78 (b), transport costs that the supplier charges are part of the taxable amount.
 * GB: HMRC, VAT Notice 700/24, section 3, goods sold with delivery are one supply; 700, section 8.1, mixed rates by value.
 * NO: merverdiavgiftsloven § 4-2. CH, LI: MWSTG article 19 (4). IS: lög nr. 50/1988, article 7.
 * CA: Excise Tax Act, section 138. AU: GSTR 2001/8, paragraph 19 and 93. NZ: Goods and Services Tax Act 1985, section 10.
 */
const asTheGoods = new Set([...euMembers, ...'GB XI NO CH LI IS CA AU NZ'.split(' ')]);

/** JP: National Tax Agency, questions and answers on the reduced rate: delivery that is charged for is not reduced with food. */
const atTheStandardRate = new Set(['JP']);

/**
 * States of the US that tax what is charged for delivery of taxable goods by a common carrier though the invoice names it apart; the
 * others leave it untaxed then. By state guides that Avalara and CPA Practice Advisor published; not for filing.
 */
const statesThatTax = new Set(
  'AR CT DC GA HI IN KS KY MN MS NE NJ NM NY NC ND OH PA RI SC SD TN TX VT WA WV WI'.split(' '),
);

/** What a store does that said nothing. @param zone where it is taxed, `GB` or `US-NY`; null: nobody said */
export function deliveryRuleOf(zone: string | null, pricesIncludeTax: boolean): DeliveryRule {
  const [country = '', part = ''] = zone?.split('-') ?? [];
  if (asTheGoods.has(country)) return 'goods';
  if (atTheStandardRate.has(country)) return 'standard';
  if (country === 'US') return statesThatTax.has(part) ? 'goods' : 'untaxed';
  // Tax in prices is how countries with a value added tax show them, whose delivery goes along with the goods.
  return pricesIncludeTax ? 'goods' : 'untaxed';
}
