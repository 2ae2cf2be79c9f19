import { checkVAT, countries } from 'jsvat';
import { euMembers } from '../../kernel/european-union.ts';

/** Where a buyer may be one who accounts for the tax: the member states of the EU, and the United Kingdom. */
const asked = new Set([...euMembers, 'GB']);
const known = countries.filter(({ codes }) => asked.has(codes[0] ?? ''));
/** How numbers begin that are of a country under another name: of Greece as its code is elsewhere, of Northern Ireland. */
const sameAs: Readonly<Record<string, string>> = { GR: 'EL', XI: 'GB' };

export interface VatIdCheck {
  /** `form`: no number of that country looks so; `digits`: its check digits are wrong; `country`: we know none of that country */
  readonly problem: 'form' | 'digits' | 'country' | null;
  /** Without spaces, points and dashes, in capitals */
  readonly id: string;
}

/** Form and check digits; whether a number is registered today only the tax office knows. */
export function checkVatId(text: string): VatIdCheck {
  const id = text.toUpperCase().replaceAll(/[\s.\-/]/g, '');
  const prefix = id.slice(0, 2);
  const { isValid, isValidFormat, isSupportedCountry } = checkVAT((sameAs[prefix] ?? prefix) + id.slice(2), known);
  if (isValid) return { id, problem: null };
  return { id, problem: isValidFormat ? 'digits' : isSupportedCountry ? 'form' : 'country' };
}
