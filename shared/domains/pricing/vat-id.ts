/**
 * VAT identification numbers: their form, and their check digits where the country publishes how they are computed (European
 * Commission, VIES, structure of VAT numbers). Whether a number is registered today only the tax office knows.
 */

const digitsOf = (text: string): number[] => [...text].map(Number);
const weighed = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);

/** ISO 7064, MOD 11,10 */
function mod1110(digits: readonly number[]): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digits.at(-1);
}

function luhn(digits: readonly number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** The last digit is the weighed sum of the others modulo 11; what 10 stands for is said by `ten`. */
const mod11 =
  (weights: readonly number[], of: (rest: number) => number) =>
  (body: string): boolean => {
    const digits = digitsOf(body);
    return of(weighed(digits, weights) % 11) === digits[weights.length];
  };

interface Country {
  readonly form: RegExp;
  readonly check?: (body: string) => boolean;
}

const countries: Readonly<Record<string, Country>> = {
  AT: {
    form: /^U\d{8}$/,
    check: (body) => {
      const digits = digitsOf(body.slice(1));
      const sum = digits.slice(0, 7).reduce((total, digit, at) => {
        const doubled = at % 2 === 1 ? digit * 2 : digit;
        return total + (doubled > 9 ? doubled - 9 : doubled);
      }, 0);
      return (96 - sum) % 10 === digits[7];
    },
  },
  BE: { form: /^[01]\d{9}$/, check: (body) => 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8)) },
  BG: { form: /^\d{9,10}$/ },
  CY: { form: /^\d{8}[A-Z]$/ },
  CZ: { form: /^\d{8,10}$/ },
  DE: { form: /^[1-9]\d{8}$/, check: (body) => mod1110(digitsOf(body)) },
  DK: { form: /^[1-9]\d{7}$/, check: (body) => weighed(digitsOf(body), [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  EE: { form: /^\d{9}$/, check: (body) => weighed(digitsOf(body), [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 },
  EL: { form: /^\d{9}$/, check: mod11([256, 128, 64, 32, 16, 8, 4, 2], (rest) => rest % 10) },
  ES: { form: /^[A-Z0-9]\d{7}[A-Z0-9]$/ },
  FI: { form: /^\d{8}$/, check: mod11([7, 9, 10, 5, 8, 4, 2], (rest) => (11 - rest) % 11) },
  FR: {
    form: /^[A-Z0-9]{2}\d{9}$/,
    check: (body) => {
      const key = body.slice(0, 2);
      const siren = body.slice(2);
      if (!luhn(digitsOf(siren))) return false;
      return /^\d\d$/.test(key) ? Number(key) === (12 + 3 * (Number(siren) % 97)) % 97 : true;
    },
  },
  GB: {
    form: /^(\d{9}|\d{12})$/,
    check: (body) => {
      const digits = digitsOf(body);
      const whole = weighed(digits, [8, 7, 6, 5, 4, 3, 2]) + Number(body.slice(7, 9));
      return whole % 97 === 0 || (whole + 55) % 97 === 0;
    },
  },
  HR: { form: /^\d{11}$/, check: (body) => mod1110(digitsOf(body)) },
  HU: { form: /^\d{8}$/, check: (body) => weighed(digitsOf(body), [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0 },
  IE: { form: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/ },
  IT: { form: /^\d{11}$/, check: (body) => luhn(digitsOf(body)) },
  LT: { form: /^(\d{9}|\d{12})$/ },
  LU: { form: /^\d{8}$/, check: (body) => Number(body.slice(0, 6)) % 89 === Number(body.slice(6)) },
  LV: { form: /^\d{11}$/ },
  MT: { form: /^\d{8}$/, check: (body) => weighed(digitsOf(body), [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0 },
  NL: { form: /^[0-9A-Z]{10}\d\d$/, check: dutch },
  PL: { form: /^\d{10}$/, check: mod11([6, 5, 7, 2, 3, 4, 5, 6, 7], (rest) => rest) },
  PT: { form: /^\d{9}$/, check: mod11([9, 8, 7, 6, 5, 4, 3, 2], (rest) => (rest < 2 ? 0 : 11 - rest)) },
  RO: { form: /^\d{2,10}$/ },
  SE: { form: /^\d{10}01$/, check: (body) => luhn(digitsOf(body.slice(0, 10))) },
  SI: { form: /^[1-9]\d{7}$/, check: mod11([8, 7, 6, 5, 4, 3, 2], (rest) => (11 - rest) % 10) },
  SK: { form: /^[1-9]\d{9}$/, check: (body) => Number(body) % 11 === 0 },
};

/** Numbers of firms: nine digits modulo 11; those of people since 2020: the whole of it modulo 97. */
function dutch(body: string): boolean {
  if (!/^\d{9}B\d\d$/.test(body)) return mod97(`NL${body}`);
  return weighed(digitsOf(body.slice(0, 8)), [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(body[8]) || mod97(`NL${body}`);
}

function mod97(text: string): boolean {
  const figures = [...text].map((sign) => (/[A-Z]/.test(sign) ? String(sign.charCodeAt(0) - 55) : sign)).join('');
  return BigInt(figures) % 97n === 1n;
}

export interface VatIdCheck {
  /** `form`: no number of that country looks so; `digits`: its check digits are wrong; `country`: we know none of that country */
  readonly problem: 'form' | 'digits' | 'country' | null;
  /** Without spaces, points and dashes, in capitals */
  readonly id: string;
}

export function checkVatId(text: string): VatIdCheck {
  const id = text.toUpperCase().replaceAll(/[\s.\-/]/g, '');
  const prefix = id.slice(0, 2);
  const country = countries[prefix === 'GR' ? 'EL' : prefix === 'XI' ? 'GB' : prefix];
  if (!country) return { id, problem: 'country' };
  const body = id.slice(2);
  if (!country.form.test(body)) return { id, problem: 'form' };
  return { id, problem: country.check && !country.check(body) ? 'digits' : null };
}
