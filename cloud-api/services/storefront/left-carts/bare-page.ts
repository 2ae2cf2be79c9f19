import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { isSpoken } from '../../../platform/words/spoken.ts';
import { html, type Markup, textOf } from '../../../platform/http/markup.ts';

/** A page that a letter leads to: a few words, and a button or two. */
export interface BarePage {
  readonly locale: string;
  readonly title: string;
  /** Of the store */
  readonly name: string;
  readonly body: Markup;
}

/** Sends pages of one style, which run nothing, load nothing and stand in no frame. @param goals where their forms may lead */
export function barePages(style: string, goals = "'self'") {
  const hash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
  return (reply: FastifyReply, status: number, { locale, title, name, body }: BarePage): FastifyReply => {
    const page = html`<html lang="${isSpoken(locale) ? locale : 'en'}" dir="auto"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>${body}<small>${name}</small></main></body></html>`;
    return reply
      .status(status)
      .header(
        'content-security-policy',
        `default-src 'none'; style-src '${hash}'; form-action ${goals}; base-uri 'none'; frame-ancestors 'none'`,
      )
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(`<!doctype html>${textOf(page)}`);
  };
}
