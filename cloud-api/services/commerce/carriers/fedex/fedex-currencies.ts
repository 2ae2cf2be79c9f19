/** Codes of currencies that are FedEx's own, where everybody else has those of ISO 4217. */
const theirs: Readonly<Record<string, string>> = {
  ...{ AED: 'DHS', ARS: 'ARN', CHF: 'SFR', CLP: 'CHP', GBP: 'UKL', JMD: 'JAD', JPY: 'JYE', KRW: 'WON', KWD: 'KUD' },
  ...{ MXN: 'NMP', SGD: 'SID', TWD: 'NTD', UYU: 'UYP', XCD: 'ECD' },
};
const ours = new Map(Object.entries(theirs).map(([iso, code]) => [code, iso]));

export const theirCurrency = (iso: string): string => theirs[iso] ?? iso;
/** Of either kind, since it is not said anywhere that none of its answers has that of ISO. */
export const currencyOf = (code: string): string => ours.get(code) ?? code;
