import { euMembers } from '../../kernel/european-union.ts';

/**
 * In the European Union, where directive 98/6/EC holds, whoever announces a reduction names the price of before.
 * @param country ISO 3166 alpha-2; empty where nobody knows it
 */
export const asksPriorPrice = (country: string): boolean => euMembers.has(country);
