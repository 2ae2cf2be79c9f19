import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';

export interface Choice {
  readonly value: string;
  readonly name: string;
}

const tags =
  'ar-AE ar-SA cs-CZ da-DK de-AT de-CH de-DE el-GR en-AU en-CA en-GB en-IE en-NZ en-US es-ES es-MX fi-FI fr-BE fr-CA fr-CH ' +
  'fr-FR he-IL hi-IN hu-HU id-ID it-CH it-IT ja-JP ko-KR nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ro-RO sk-SK sv-SE th-TH tr-TR vi-VN zh-CN zh-TW';

const byName = (a: Choice, b: Choice) => a.name.localeCompare(b.name, 'en');

function named(kind: 'language' | 'currency', value: string): string {
  try {
    return new Intl.DisplayNames('en', { type: kind }).of(value) ?? value;
  } catch {
    return value;
  }
}

/** With the one that is chosen, also where nobody else has it. */
export function localesWith(chosen: string): Choice[] {
  const all = new Set([...tags.split(' '), chosen]);
  return [...all].map((value) => ({ value, name: named('language', value) })).sort(byName);
}

export function currenciesWith(chosen: string): Choice[] {
  const all = new Set([...Intl.supportedValuesOf('currency').filter((code) => decimalsOf(code) !== undefined), chosen]);
  return [...all].sort().map((value) => ({ value, name: `${value} · ${named('currency', value)}` }));
}

export function timeZonesWith(chosen: string): Choice[] {
  const all = new Set([...Intl.supportedValuesOf('timeZone'), chosen]);
  return [...all].sort().map((value) => ({ value, name: value.replaceAll('_', ' ') }));
}
