import { pageText } from './layout.ts';
import { html } from '../../../../platform/http/markup.ts';
import { permissionWords } from './permission-words.ts';
import type { SignInFacts } from './sign-in-page.ts';
import { filled, wordsOf } from './words.ts';

export interface ConsentFacts extends SignInFacts {
  readonly email: string;
  /** Of the page where what was let in is ended */
  readonly accountAddress: string;
  /** Where the account works and the program may go */
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  /** Permissions that are asked for */
  readonly permissions: readonly string[];
  /** Whether it goes on when nobody is there */
  readonly offline: boolean;
}

export function consentPage(facts: ConsentFacts): string {
  const { lang, uid, program, stores, permissions, offline } = facts;
  const words = wordsOf(lang);
  const asked = [...permissions.map((name) => permissionWords(lang, name)), ...(offline ? [words.wantsOffline] : [])];
  const [only] = stores;
  const store =
    stores.length === 1 && only
      ? html`<dl><dt>${words.store}</dt><dd>${only.name}</dd></dl><input type="hidden" name="store" value="${only.id}">`
      : html`<fieldset><legend>${words.store}</legend>${stores.map(
          ({ id, name }, at) =>
            html`<label class="choice"><input type="radio" name="store" value="${id}"${at === 0 ? html` checked` : ''}> ${name}</label>`,
        )}</fieldset>`;
  return pageText({
    lang,
    title: filled(words.allow, { program }),
    body: html`<h1>${filled(words.allow, { program })}</h1>
<p class="lead">${facts.deviceName && html`${filled(words.onDevice, { device: facts.deviceName })} · `}${filled(words.allowText, { email: facts.email })}</p>
<form method="post" action="/auth/sign-in/${uid}">
${stores.length === 0 ? html`<p class="bad" role="alert">${filled(words.noStore, { program })}</p>` : store}
${
  asked.length === 0
    ? html`<p>${words.wantsOnly}</p>`
    : html`<h2>${words.wants}</h2><ul class="asked">${asked.map((each) => html`<li>${each}</li>`)}</ul><p class="meta">${filled(words.noMore, { address: facts.accountAddress })}</p>`
}
${stores.length === 0 ? '' : html`<button class="primary" name="step" value="allow" autofocus>${words.allowButton}</button>`}
<button class="second" name="step" value="deny">${words.denyButton}</button>
<button class="quiet" name="step" value="switch">${words.notYou}</button>
</form>`,
  });
}
