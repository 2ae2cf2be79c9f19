import type { FastifyInstance } from 'fastify';
import { pageText } from '../../oauth/pages/layout.ts';
import { html } from '../../oauth/pages/markup.ts';
import { type Lang, langOf } from '../../oauth/pages/words.ts';
import { factorWords } from './factor-words.ts';

const CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Where a letter leads to that resets a password. It holds no secret itself: that is behind the # of the link. */
function newPasswordPage(lang: Lang): string {
  const words = factorWords(lang);
  const input = (name: string, label: string) => html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="password" dir="ltr" autocomplete="new-password" required minlength="12" maxlength="1000">`;
  return pageText({
    lang,
    title: words.newPassword,
    scripts: ['/auth/assets/new-password.js'],
    body: html`<h1>${words.newPassword}</h1><p class="lead">${words.newPasswordText}</p>
<p class="bad" role="alert" hidden></p>
<form data-differ="${words.differ}" data-away="${words.away}">
${input('next', words.newPassword)}
${input('again', words.again)}
<button class="primary">${words.set}</button>
</form>
<template><h1>${words.done}</h1><p class="lead">${words.doneText}</p></template>`,
  });
}

/** Pages for people beside the sign-in itself. */
export async function mountFactorPages(server: FastifyInstance): Promise<void> {
  const config = { rateLimit: { max: 120, timeWindow: 60_000 } };
  server.get('/auth/new-password', { config }, (request, reply) =>
    reply
      .header('content-security-policy', CSP)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(newPasswordPage(langOf(undefined, request.headers['accept-language']))),
  );
}
