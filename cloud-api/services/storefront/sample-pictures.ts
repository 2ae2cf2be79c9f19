import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';

const sprite = new URL('./still-life.svg', import.meta.url);
const colour = z
  .string()
  .regex(/^[0-9a-f]{6}$/)
  .optional();

let drawings: Map<string, { viewBox: string; body: string }> | undefined;

/** The symbols of the sprite by name; read once. */
function known(): NonNullable<typeof drawings> {
  if (!drawings) {
    const symbols = readFileSync(sprite, 'utf8').matchAll(
      /<symbol id="([a-z0-9-]+)" viewBox="([^"]+)">([\s\S]*?)<\/symbol>/g,
    );
    drawings = new Map([...symbols].map(([, name = '', viewBox = '', body = '']) => [name, { viewBox, body }]));
  }
  return drawings;
}

/**
 * A drawing of the sample products as a picture of its own: a page cannot give colours to an image, so they come in the
 * address (`still:mug?a=7f8f6a` is `/media/samples/mug.svg?a=7f8f6a`).
 */
export function samplePicture(name: string, tints: Readonly<Record<string, string | undefined>>): string | undefined {
  const drawing = known().get(name);
  if (!drawing) return undefined;
  const body = drawing.body.replaceAll(
    /var\(--([a-d]),\s*(#[0-9a-f]{3,8})\)/g,
    (_all, letter: string, usual: string) => {
      const tint = tints[letter];
      return tint ? `#${tint}` : usual;
    },
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${drawing.viewBox}">${body}</svg>`;
}

export function samplePictures(): Route[] {
  const pictures = route(
    {
      method: 'GET',
      path: '/media/samples/:file',
      summary: 'A drawing of the sample shop, in the colours asked for',
      tag: 'Shop',
      access: { as: 'open' },
      params: z.object({ file: z.string().regex(/^[a-z0-9-]{1,40}\.svg$/) }),
      query: z.object({ a: colour, b: colour, c: colour, d: colour }),
      answers: { 200: { description: 'The drawing', contentType: 'image/svg+xml' } },
    },
    ({ params, query, reply }) => {
      const svg = samplePicture(params.file.slice(0, -4), query);
      if (!svg) throw notFound('picture');
      return reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(svg);
    },
  );
  return [pictures];
}
