const codes =
  'AD AE AL AM AR AT AU AZ BA BE BG BH BO BR BY CA CH CL CN CO CR CY CZ DE DK DO DZ EC EE EG ES FI FR GB GE GH GI GR GT HK HN ' +
  'HR HU ID IE IL IN IS IT JE JO JP KE KR KW KZ LB LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ OM PA PE PH PK PL PT PY ' +
  'QA RO RS RU SA SE SG SI SK SM TH TN TR TW UA US UY VA VE VN ZA';

const names = new Intl.DisplayNames('en', { type: 'region' });

export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** By name; with the one that is chosen, also where nobody else has it. */
export function countryChoices(chosen: string): { readonly value: string; readonly name: string }[] {
  const all = new Set([...codes.split(' '), ...(chosen ? [chosen] : [])]);
  return [...all]
    .map((value) => ({ value, name: countryName(value) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
