import * as z from 'zod';

export const nothing = z.strictObject({});
export const id = z.string().max(100);
export const text = z.string().max(200);
/** A window of a list; screens ask for a hundred rows at a time. */
export const page = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) };
