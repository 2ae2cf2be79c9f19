import type { FactorPage } from '../second-factors.ts';
import { pageText } from './layout.ts';
import { html, type Markup, trusted } from '../../../../platform/http/markup.ts';
import { filled, type Lang, wordsOf } from './words.ts';

export interface SignInFacts {
  readonly lang: Lang;
  readonly uid: string;
  readonly program: string;
  readonly deviceName?: string | undefined;
}

export function goesTo({ lang, program, deviceName }: SignInFacts): Markup {
  const words = wordsOf(lang);
  return html`<p class="lead">${filled(words.signInFor, { program })}${
    deviceName ? html` ${filled(words.onDevice, { device: deviceName })}` : ''
  }</p>`;
}

export const problemOf = (problem: string | undefined): Markup =>
  problem ? html`<p class="bad" role="alert" id="problem">${problem}</p>` : html``;

/** @param given what was typed before, to be typed once only */
export function signInPage(
  facts: SignInFacts,
  given: { email?: string; problem?: string } = {},
  alone?: FactorPage,
): string {
  const words = wordsOf(facts.lang);
  const wrong = given.problem ? html` aria-invalid="true" aria-describedby="problem"` : html``;
  const [first, second] = given.email ? [html``, html` autofocus`] : [html` autofocus`, html``];
  return pageText({
    lang: facts.lang,
    title: words.signIn,
    ...(alone?.scripts ? { scripts: alone.scripts } : {}),
    body: html`<h1>${words.signIn}</h1>${goesTo(facts)}${problemOf(given.problem)}
<form method="post" action="/auth/sign-in/${facts.uid}">
<label for="email">${words.email}</label>
<input id="email" name="email" type="email" dir="ltr" autocomplete="username" required maxlength="254" value="${given.email ?? ''}"${wrong}${first}>
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" dir="ltr" autocomplete="current-password" required maxlength="1000"${wrong}${second}>
<button class="primary" name="step" value="password">${words.signInButton}</button>
<button class="quiet" name="step" value="deny" formnovalidate>${words.cancel}</button>
</form>${alone ? trusted(alone.html) : ''}`,
  });
}

/** The page of a second factor, in the same frame. */
export function factorPage(facts: SignInFacts, page: FactorPage): string {
  const words = wordsOf(facts.lang);
  return pageText({
    lang: facts.lang,
    title: page.title,
    ...(page.scripts ? { scripts: page.scripts } : {}),
    body: html`<h1>${page.title}</h1>${goesTo(facts)}${trusted(page.html)}
<form method="post" action="/auth/sign-in/${facts.uid}"><button class="quiet" name="step" value="deny">${words.cancel}</button></form>`,
  });
}
