import type { IncomingHttpHeaders } from 'node:http';
import { preferredLanguages } from '../../../platform/http/preferred-languages.ts';
import type { Speak } from '../../../platform/http/speak.ts';
import { isSpoken } from '../../../platform/words/spoken.ts';
import { offerKey, refusalKey } from './refusal-codes.ts';
import { refusalWords } from './refusal-words.ts';

/** The language that the page asks for of those that shoppers are spoken to in; null: English, in which everything is said already. */
export function languageAsked({ 'accept-language': asked }: IncomingHttpHeaders): string | null {
  const first = preferredLanguages(asked).find(isSpoken)?.toLowerCase();
  return first === undefined || first.split('-')[0] === 'en' ? null : first;
}

/** The language of the page that asks, English too; null: of none in which shoppers are spoken to. */
export const pageLanguage = ({ 'accept-language': asked }: IncomingHttpHeaders): string | null =>
  preferredLanguages(asked).find(isSpoken) ?? null;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Why a request of a shop was refused, in the language of its page. */
export function refusalIn(language: string, code: string, details: Fields = {}): string {
  const text = refusalWords(language)[refusalKey(code, details)].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(details[name] ?? '…'),
  );
  const reason = code === 'checkout.said-no' ? details['reason'] : '';
  return typeof reason === 'string' && reason !== '' ? `${text} “${reason}”` : text;
}

/** Of an answer: why a checkout is open again, and why codes take nothing off. What a shop wrote itself stays as it is. */
function answerIn(language: string, answer: unknown): unknown {
  if (!isFields(answer)) return answer;
  const { problem, coupons } = answer;
  return {
    ...answer,
    ...(isFields(problem) && {
      problem: { ...problem, message: refusalIn(language, String(problem['code']), problem['details'] as Fields) },
    }),
    ...(Array.isArray(coupons) && { coupons: coupons.map((coupon: unknown) => couponIn(language, coupon)) }),
  };
}

function couponIn(language: string, coupon: unknown): unknown {
  if (!isFields(coupon) || typeof coupon['why'] !== 'string') return coupon;
  return { ...coupon, reason: refusalWords(language)[offerKey(coupon['why'])] };
}

const isShops = (url: string): boolean => url.startsWith('/shop/v1/');

/** Shoppers are spoken to in the language of their page (`Accept-Language`), also where the shop says no. */
export const inShoppersWords: Speak = {
  problem: ({ url, headers }, problem) => {
    const language = isShops(url) ? languageAsked(headers) : null;
    if (language === null) return problem;
    const { checkout } = problem.details;
    return {
      ...problem,
      detail: refusalIn(language, problem.code, problem.details),
      details: checkout ? { ...problem.details, checkout: answerIn(language, checkout) } : problem.details,
    };
  },
  answer: ({ url, headers }, answer) => {
    const speaks = url.startsWith('/shop/v1/checkouts') || url.startsWith('/shop/v1/price');
    const language = speaks ? languageAsked(headers) : null;
    return language === null ? answer : answerIn(language, answer);
  },
};
