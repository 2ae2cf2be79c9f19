import type { KoaContextWithOIDC } from 'oidc-provider';
import { langOfContext } from './device-pages.ts';
import { pageText } from './pages/layout.ts';
import { html } from '../../../platform/http/markup.ts';
import { type Lang, wordsOf } from './pages/words.ts';

/** @param told the error in the words of OAuth, for whoever wrote the program; never of ours */
export function errorPage(lang: Lang, told: string): string {
  const words = wordsOf(lang);
  return pageText({
    lang,
    title: words.errorTitle,
    body: html`<h1>${words.errorTitle}</h1><p class="lead">${words.errorText}</p>
<p class="meta">${words.errorNumber}</p><p dir="ltr"><code>${told}</code></p>`,
  });
}

export async function renderError(
  ctx: KoaContextWithOIDC,
  out: { error: string; error_description?: string | undefined },
): Promise<void> {
  ctx.type = 'html';
  ctx.body = errorPage(langOfContext(ctx), [out.error, out.error_description].filter(Boolean).join(': '));
}

export async function signOutPage(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  const lang = langOfContext(ctx);
  const words = wordsOf(lang);
  const xsrf = /name="xsrf" value="([0-9a-f]+)"/.exec(form)?.[1] ?? '';
  ctx.type = 'html';
  ctx.body = pageText({
    lang,
    title: words.signOut,
    body: html`<h1>${words.signOut}</h1><p class="lead">${words.signOutText}</p>
<form method="post" action="/auth/oauth/end-session/confirm"><input type="hidden" name="xsrf" value="${xsrf}">
<button class="primary" name="logout" value="yes" autofocus>${words.signOutYes}</button>
<button class="second">${words.signOutNo}</button></form>`,
  });
}

export async function signedOutPage(ctx: KoaContextWithOIDC): Promise<void> {
  const lang = langOfContext(ctx);
  const words = wordsOf(lang);
  ctx.type = 'html';
  ctx.body = pageText({
    lang,
    title: words.signedOut,
    body: html`<h1>${words.signedOut}</h1><p class="lead">${words.signedOutText}</p>`,
  });
}
