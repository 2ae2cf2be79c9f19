import * as z from 'zod/mini';

export const codeHash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'not a SHA-256 hash'));
export const codeEnd = z.string().check(z.regex(/^[0-9A-Z]{4}$/, 'not the last four characters of a code'));
