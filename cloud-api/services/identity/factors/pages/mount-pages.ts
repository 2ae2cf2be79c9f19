import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pageText } from '../../oauth/pages/layout.ts';
import { html } from '../../../../platform/http/markup.ts';
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

/** Opened by a desk or till, with a ticket behind the #: the browser at this address is where passkeys are. */
function ceremonyPage(lang: Lang): string {
  const words = factorWords(lang);
  return pageText({
    lang,
    title: words.passkeyTitle,
    scripts: ['/auth/assets/ceremony.js'],
    body: html`<h1>${words.passkeyTitle}</h1><p class="lead"><b data-whom></b></p>
<p class="bad" role="alert" hidden></p>
<button class="primary" type="button" hidden data-register="${words.makePasskey}" data-prove="${words.passkey}" data-turned="${words.turned}" data-unable="${words.unable}" data-away="${words.away}"></button>
<template><h1>${words.passkeyDone}</h1><p class="lead">${words.passkeyDoneText}</p></template>`,
  });
}

/** Pages for people beside the sign-in itself. */
export async function mountFactorPages(server: FastifyInstance): Promise<void> {
  const config = { rateLimit: { max: 120, timeWindow: 60_000 } };
  const show = (page: (lang: Lang) => string) => (request: FastifyRequest, reply: FastifyReply) =>
    reply
      .header('content-security-policy', CSP)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page(langOf(undefined, request.headers['accept-language'])));
  server.get('/auth/passkey', { config }, show(ceremonyPage));
  server.get('/auth/new-password', { config }, show(newPasswordPage));
}
