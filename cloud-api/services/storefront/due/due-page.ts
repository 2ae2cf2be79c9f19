import { randomUUID } from 'node:crypto';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import { html, type Markup } from '../../../platform/http/markup.ts';
import { moneyIn } from '../requests/request-text.ts';
import { filled } from '../requests/request-words.ts';
import { letterWords } from '../checkout/letter-words.ts';
import { dueWords } from './due-words.ts';
import type { DueOrder } from './read-due.ts';

export const DUE_STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:17px/26px system-ui,sans-serif;background:Canvas;color:CanvasText}main{box-sizing:border-box;width:min(560px,100%);padding:32px 24px;display:grid;gap:20px}h1{margin:0;font-size:24px;line-height:32px;font-weight:600;overflow-wrap:anywhere}p{margin:0}p[role]{padding:12px 16px;border-inline-start:4px solid #1f3d36;background:color-mix(in srgb,CanvasText 6%,Canvas)}p.bad{border-color:#a8322d}table{width:100%;border-collapse:collapse}td,th{padding:8px 0;border-top:1px solid color-mix(in srgb,CanvasText 20%,transparent);overflow-wrap:anywhere;text-align:start;font-weight:400}td:last-child{text-align:end;white-space:nowrap;padding-inline-start:16px;font-variant-numeric:tabular-nums}tr.due td{border-top:2px solid CanvasText;font-weight:600;font-size:19px}form{display:grid;gap:16px}fieldset{margin:0;padding:0;border:0;display:grid;gap:8px}legend{padding:0 0 8px;font-weight:600}label{display:flex;gap:12px;align-items:center;min-height:48px;padding:0 16px;border:1px solid color-mix(in srgb,CanvasText 48%,Canvas);border-radius:6px;cursor:pointer}label:has(:checked){border-color:currentcolor;box-shadow:inset 0 0 0 1px currentcolor}input{width:20px;height:20px;margin:0;accent-color:#1f3d36}button{font:inherit;font-weight:600;min-height:48px;padding:0 20px;border:1px solid #1f3d36;border-radius:6px;background:#1f3d36;color:#fff;cursor:pointer}button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid #5a8f80;outline-offset:2px}@media(prefers-color-scheme:dark){input{accent-color:#8fc4b4}p[role]{border-color:#8fc4b4}p.bad{border-color:#f08a80}button{border-color:#8fc4b4}}a{color:inherit}small{color:color-mix(in srgb,CanvasText 72%,Canvas)}`;

export interface Shown {
  readonly of: DueOrder;
  readonly methods: readonly PaymentMethod[];
  /** The page of the shop that its payer came from */
  readonly back: string | null;
  /** Something else is due than was shown */
  readonly changed: boolean;
}

/** The page looks again by itself, while its money is on its way. */
export const isWaiting = ({ tries: [last] }: DueOrder): boolean =>
  last !== undefined && ['held', 'asked', 'taking'].includes(last.state);

export function duePage({ of, methods, back, changed }: Shown): { readonly title: string; readonly body: Markup } {
  const { order, lines, toPay, tries, store, locale } = of;
  const words = dueWords(locale);
  const money = moneyIn(locale, order.currency);
  const many = new Intl.NumberFormat(locale);
  const say = (text: string, amount = 0) =>
    filled(text, { number: order.number, store: store.name, amount: money(amount) });
  const [last] = tries;
  const waits = isWaiting(of);
  const coming = sum([Math.max(0, order.due), -toPay]);
  const rows: readonly (readonly [string, number])[] = [
    ...(order.shippingTotal === 0 ? [] : ([[letterWords(locale).delivery, order.shippingTotal]] as const)),
    [words.total, order.total],
    ...(order.paid > 0 ? ([[words.paid, order.paid]] as const) : []),
    ...(coming > 0 && !waits ? ([[words.coming, coming]] as const) : []),
  ];
  const bad = changed ? words.changed : last?.state === 'declined' && toPay > 0 ? words.failed : '';
  const paid = last?.state === 'done' ? last : undefined;
  const notices = html`${waits ? html`<p role="status">${words.waits}</p>` : null}${bad ? html`<p class="bad" role="alert">${bad}</p>` : null}${
    paid && !changed
      ? html`<p role="status">${say(words.thanks, sum([paid.captured, -paid.givenBack]))}${
          paid.givenBack > 0 ? html` ${say(words.gaveBack, paid.givenBack)}` : null
        }</p>`
      : null
  }${toPay === 0 && !waits && !paid ? html`<p role="status">${words.nothing}</p>` : null}`;
  // What an edit took off the order stays as a line of nothing.
  const goods = lines.filter(({ quantity }) => quantity !== 0);
  const table = html`<table><tbody>${goods.map(
    ({ title, variantTitle, quantity, scale, total }) =>
      html`<tr><td>${many.format(quantity / 10 ** scale)} × ${[title, variantTitle].filter(Boolean).join(', ')}</td><td>${money(total)}</td></tr>`,
  )}${rows.map(([name, amount]) => html`<tr><td>${name}</td><td>${money(amount)}</td></tr>`)}${
    toPay > 0 ? html`<tr class="due"><td>${words.due}</td><td>${money(toPay)}</td></tr>` : null
  }</tbody></table>`;
  const form =
    waits || toPay === 0
      ? null
      : methods.length === 0
        ? html`<p>${say(words.none)}</p>`
        : html`<form method="post"><fieldset><legend>${words.how}</legend>${methods.map(
            ({ id, name }, at) =>
              html`<label><input type="radio" name="method" value="${id}" required${at === 0 ? html` checked` : null}>${name}</label>`,
          )}</fieldset><input type="hidden" name="expected" value="${toPay}"><input type="hidden" name="id" value="${randomUUID()}"><button>${say(words.pay, toPay)}</button></form>`;
  const lead = back === null ? null : html`<p><a href="${back}">${say(words.back)}</a></p>`;
  return { title: say(words.title), body: html`${notices}${table}${form}${lead}` };
}
