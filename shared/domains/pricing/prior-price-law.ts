/** Member states of the European Union, where directive 98/6/EC holds: whoever announces a reduction names the price of before. */
const memberStates = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** @param country ISO 3166 alpha-2; empty where nobody knows it */
export const asksPriorPrice = (country: string): boolean => memberStates.has(country);
