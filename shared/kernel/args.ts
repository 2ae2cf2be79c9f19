import * as z from 'zod/mini';
import { mailPattern } from './mail-address.ts';

/** The pieces that arguments of commands are made of: bounded, and safe to keep on both engines. */

/** Lower case only: ids are compared and sorted as text on one engine and as bytes on the other. */
export const id = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'not a lower-case uuid'));

/** Postgres refuses NUL and half surrogates in text; a fact that carries one would never reach the cloud. */
const storable = z.refine<string>(
  (text) => text.isWellFormed() && !text.includes('\0'),
  'holds characters that cannot be kept',
);

/** Text that may be empty, at most `max` UTF-16 units. */
export const text = (max = 200) => z.string().check(z.maxLength(max), storable);
/** Text that says something. */
export const words = (max = 200) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max), storable);

/** Of a letter. */
export const mailAddress = z.string().check(z.regex(mailPattern, 'not an e-mail address'), z.maxLength(254), storable);

/** Far below 2^53 − 1, so that sums of many stay exact. */
const LARGEST = 10 ** 13;
const bounded = (least: number, most: number) => z.number().check(z.int(), z.gte(least), z.lte(most));

/** Minor units, not negative. */
export const amount = bounded(0, LARGEST);
export const signedAmount = bounded(-LARGEST, LARGEST);
/** Integer × 10^−scale, at least 1. */
export const quantity = bounded(1, LARGEST);
export const quantityOrZero = bounded(0, LARGEST);
export const delta = bounded(-LARGEST, LARGEST);
export const count = bounded(0, 1_000_000_000);
/** Epoch milliseconds between 1970 and 2200: what every engine and every screen can show. */
export const instant = bounded(0, 7_258_118_400_000);
export const currency = z.string().check(z.regex(/^[A-Z]{3}$/, 'not an ISO 4217 code'));
/** `20/100` or `0`; at least nothing. */
export const rate = z.string().check(z.regex(/^\d{1,9}(\/[1-9]\d{0,8})?$/, 'not a fraction such as 20/100'));
export const flag = z.boolean();
