import { pageText } from './layout.ts';
import { html } from './markup.ts';
import { filled, type Lang, wordsOf } from './words.ts';

export interface SignIn {
  readonly id: string;
  /** Program or device */
  readonly label: string;
  readonly store: string;
  /** `2026-11-25` */
  readonly since: string;
  /** `2026-11-25 19:04`, UTC */
  readonly seen: string;
}

export interface AccountFacts {
  readonly lang: Lang;
  readonly email: string;
  /** Last seen first */
  readonly signIns: readonly SignIn[];
}

export function accountPage({ lang, email, signIns }: AccountFacts): string {
  const words = wordsOf(lang);
  return pageText({
    lang,
    title: words.account,
    body: html`<h1>${words.account}</h1><p class="lead">${filled(words.allowText, { email })}</p>
${
  signIns.length === 0
    ? html`<p>${words.accountNone}</p>`
    : html`<p>${words.accountText}</p><ul class="asked">${signIns.map(
        ({ id, label, store, since, seen }) => html`<li class="signed-in"><span><b>${label}</b>
<span class="meta">${store} · ${filled(words.accountSince, { day: since, time: seen })}</span></span>
<form method="post" action="/auth/account"><button name="end" value="${id}" aria-label="${filled(words.accountEndOne, { label, store })}">${words.accountEnd}</button></form></li>`,
      )}</ul>`
}
<form method="get" action="/auth/oauth/end-session"><button class="quiet">${words.signOutYes}</button></form>`,
  });
}
