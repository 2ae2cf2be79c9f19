import * as z from 'zod/mini';

/**
 * The first answers of many shapes by one request, `POST /sync/v1/shapes`: a desk that begins follows a hundred, of which
 * most are a few rows. Each of them is told whole, up to date, as the protocol tells it; what is larger is asked for by
 * itself, and so is everything where the cloud has not this (404).
 */
export interface FirstAnswersRequest {
  readonly shapes: readonly AskedShape[];
}

export interface AskedShape {
  readonly table: string;
  /** `2026-11` */
  readonly month?: string;
}

export const firstAnswers = z.object({
  /** By name of the shape: `products`, `orders@2026-11`. Messages of the protocol, an up-to-date the last of them. */
  told: z.record(z.string(), z.object({ handle: z.string(), offset: z.string(), messages: z.array(z.unknown()) })),
  /** Have to be asked themselves: larger, none of this device’s, or not to be had at the moment */
  ask: z.array(z.string()),
});
export type FirstAnswers = z.infer<typeof firstAnswers>;
export type FirstAnswer = FirstAnswers['told'][string];
