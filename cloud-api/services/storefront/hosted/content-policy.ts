import type { FastifyRequest } from 'fastify';
import { pageScript } from './assets.ts';

/**
 * What a page of a hosted shop may load: scripts by their very addresses, each named by its content, and no other; its one
 * style by its hash. A browser runs nothing else that may ever get into a page.
 * @param scripts names of the widget's files @param style hash of the style in the page
 */
export function contentPolicy(request: FastifyRequest, scripts: readonly string[], style: string): string {
  // An address with a path needs its host, which is the asker's word: where it is no plain one, all of this origin's.
  const host = /^[a-z0-9.-]+(:\d{1,5})?$/i.test(request.host) ? request.host : null;
  const from =
    host === null
      ? "'self'"
      : [pageScript().href, ...scripts.map((name) => `/${name}`)].map((path) => host + path).join(' ');
  return [
    "default-src 'none'",
    `script-src ${from}`,
    `style-src 'self' '${style}'`,
    "img-src 'self' https: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
