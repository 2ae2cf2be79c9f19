import { MOST_BODY, MOST_NAME, MOST_TITLE } from '@tillhouse/shared/domains/reviews/limits.ts';
import * as z from 'zod';
import { HttpProblem } from '../../../platform/http/problem.ts';

const stars = z.number().int().min(1).max(5);
const instant = z.number().int().describe('Epoch milliseconds');

export const shownReview = z.object({
  id: z.uuid(),
  stars,
  title: z.string(),
  text: z.string().describe('Plain text: nothing of it is HTML, addresses in it are no links'),
  name: z.string().describe('As they want to be called'),
  lang: z.string().describe('BCP 47 of the shop it was written at'),
  verified: z.boolean().describe('They had bought it here'),
  writtenAt: instant,
  answer: z.object({ text: z.string(), at: instant }).nullable().describe('What the shop says to it'),
});

export const reviewPage = z.object({
  taken: z.boolean().describe('Whether the shop shows and takes reviews; where it does not, there are none'),
  count: z.number().int().describe('Of all that are shown'),
  average: z.number().int().describe('Hundredths of a star: 467 is 4.67 of 5; 0 where there are none'),
  stars: z.array(z.number().int()).length(5).describe('How many have one star, two, up to five'),
  reviews: z.array(shownReview).describe('The newest first'),
  nextCursor: z.string().nullable(),
});

export const reviewWritten = z.strictObject({
  stars,
  title: z.string().trim().max(MOST_TITLE).default(''),
  text: z.string().trim().max(MOST_BODY).default(''),
  name: z.string().trim().min(1).max(MOST_NAME).describe('How they want to be called'),
});

export const ownReview = z.object({
  stars,
  title: z.string(),
  text: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'shown', 'hidden']).describe('`waiting`: somebody of the shop looks at it first'),
  writtenAt: instant,
});

/** A product that a shopper may say something of, with what they said. */
export const mayReview = z.object({
  product: z.object({ id: z.uuid(), handle: z.string(), title: z.string(), image: z.string().nullable() }),
  verified: z.boolean(),
  review: ownReview.nullable(),
});

const place = z.tuple([z.coerce.number().int().min(0).max(8.64e15), z.uuid()]);

export function placeOf(cursor: string): readonly [number, string] {
  const parsed = place.safeParse(cursor.split('_'));
  if (parsed.success) return parsed.data;
  throw new HttpProblem(400, 'request.cursor', 'This cursor is not one of ours. Begin again without it.');
}

export const cursorOf = (last: readonly [number, string] | null): string | null =>
  last === null ? null : last.join('_');
