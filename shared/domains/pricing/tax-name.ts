import { euMembers } from '../../kernel/european-union.ts';
import { publishedRates } from './published-rates.ts';

const others: Readonly<Record<string, string>> = {
  ...{ US: 'Sales tax', CA: 'GST/HST', AU: 'GST', NZ: 'GST', SG: 'GST', IN: 'GST', JP: 'Consumption tax' },
  ...{ GB: 'VAT', CH: 'MWST', NO: 'MVA' },
};
const MOST = 24;

/**
 * What people call the tax of a place: as its rates are named there (`USt`, `GST + QST`), else as it is published, else `Tax`.
 * @param zone `DE`, `CA-QC`; null: nobody said where it is taxed
 * @param names of the rates that hold there for goods as such; empty: by tax class alone
 */
export function taxName(zone: string | null, names: readonly string[]): string {
  const own = [...new Set(names.map((name) => name.trim()).filter(Boolean))];
  const joined = own.join(' + ');
  if (joined !== '' && joined.length <= MOST) return joined;
  const country = zone?.slice(0, 2) ?? '';
  const known = others[country];
  if (known) return known;
  const published = publishedRates.findLast((rate) => rate.jurisdiction === country && rate.category === 'standard');
  return published?.name ?? (euMembers.has(country) ? 'VAT' : 'Tax');
}
