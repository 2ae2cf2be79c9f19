import { pageText } from './layout.ts';
import { html } from '../../../../platform/http/markup.ts';
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

/** Somebody of the platform who asks to look into an organisation of this person, or looks now. */
export interface AskedVisit {
  readonly id: string;
  readonly store: string;
  readonly operator: string;
  readonly reason: string;
  readonly minutes: number;
  readonly mayWrite: boolean;
  readonly open: boolean;
}

export interface AccountFacts {
  readonly lang: Lang;
  readonly email: string;
  /** Last seen first */
  readonly signIns: readonly SignIn[];
  readonly visits: readonly AskedVisit[];
}

const answerButton = (visit: AskedVisit, answer: 'look' | 'write' | 'no', text: string, label: string) =>
  html`<form method="post" action="/auth/account#visits"><input type="hidden" name="visit" value="${visit.id}"><button name="answer" value="${answer}" aria-label="${label}">${text}</button></form>`;

export function accountPage({ lang, email, signIns, visits }: AccountFacts): string {
  const words = wordsOf(lang);
  return pageText({
    lang,
    title: words.account,
    body: html`<h1>${words.account}</h1><p class="lead">${filled(words.allowText, { email })}</p>
${
  visits.length === 0
    ? ''
    : html`<h2 id="visits">${words.visits}</h2><p>${words.visitsText}</p><ul class="asked">${visits.map((visit) => {
        const { operator, store, minutes, reason, mayWrite, open } = visit;
        const named = { operator, store, minutes: String(minutes) };
        const label = (text: string) => `${text}: ${operator}, ${store}`;
        return html`<li><span class="who"><b>${filled(open ? words.visitOpen : words.visitAsked, named)}</b>
<span class="meta">“${reason}”${mayWrite ? ` · ${words.visitWrite}` : ''}</span></span>
<div class="answers">${open ? '' : answerButton(visit, 'look', words.visitYesLook, label(words.visitYesLook))}
${!open && mayWrite ? answerButton(visit, 'write', words.visitYesWrite, label(words.visitYesWrite)) : ''}
${answerButton(visit, 'no', open ? words.accountEnd : words.visitNo, label(open ? words.accountEnd : words.visitNo))}</div></li>`;
      })}</ul>`
}
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
