import { html, type Markup, textOf } from '../../../platform/http/markup.ts';
import { cards, people, scripts } from '../providers/test/scripts.ts';

const frame = (title: string, body: Markup): string =>
  textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/pay/assets/pay.css">
</head>
<body>
<main>${body}</main>
</body>
</html>
`);

export interface ToPay {
  /** `£12.00` */
  readonly total: string;
  readonly description: string;
}

const marked = html`<p class="marked">This is a test payment. No card is charged, and no card number is asked for.</p>`;

const money = ({ total, description }: ToPay): Markup =>
  html`<h1>Pay ${total}</h1>
<p class="lead">${description}</p>`;

/** The test provider's cards: named, not numbered, so that nobody types a real one. */
export function cardPage(pay: ToPay): string {
  const choices = cards.map(
    (card, at) =>
      html`<label><input type="radio" name="card" value="${card}"${at === 0 ? html` checked` : null}>${scripts[card]}</label>
`,
  );
  return frame(
    `Pay ${pay.total}`,
    html`${marked}
${money(pay)}
<form method="post">
<fieldset>
<legend>Choose what the card does</legend>
${choices}</fieldset>
<button class="primary" name="do" value="pay">Pay ${pay.total}</button>
<button name="do" value="cancel">Back to the shop without paying</button>
</form>`,
  );
}

/** As a bank asks for the second factor of a card. */
export function challengePage(pay: ToPay): string {
  return frame(
    `Confirm ${pay.total}`,
    html`${marked}
<h1>Confirm ${pay.total}</h1>
<p class="lead">Your bank asks whether it is you who pays: ${pay.description}</p>
<form method="post">
<button class="primary" name="do" value="confirm">Yes, confirm the payment</button>
<button name="do" value="refuse">No, it is not me</button>
</form>`,
  );
}

/** The test provider's wallet: its people are named, so that nobody types who they are. */
export function agreementPage(pay: ToPay): string {
  const choices = Object.entries(people).map(
    ([id, { name, city, country }], at) =>
      html`<label><input type="radio" name="person" value="${id}"${at === 0 ? html` checked` : null}>${name}, ${city}, ${country}</label>
`,
  );
  return frame(
    `Test wallet, ${pay.total}`,
    html`<p class="marked">This is a test wallet. Nobody is charged, and nothing about you is asked.</p>
<h1>Go on with ${pay.total}</h1>
<p class="lead">The shop is told the address of whoever you choose. Delivery and tax are shown there before anything is paid.</p>
<form method="post">
<fieldset>
<legend>Choose who pays</legend>
${choices}</fieldset>
<button class="primary" name="do" value="agree">Go on</button>
<button name="do" value="cancel">Back to the shop</button>
</form>`,
  );
}

export function nothingHere(): string {
  return frame(
    'No payment here',
    html`<h1>There is no payment at this address</h1>
<p class="lead">It may be over, or the address is not whole. Nothing was charged here. Go back to the shop to see your order or to pay again.</p>`,
  );
}

export function waiting(pay: ToPay, token: string): string {
  return frame(
    'One moment',
    html`<h1>One moment</h1>
<p class="lead">We ask the payment service what became of ${pay.total}. You are not charged twice: please do not pay again.</p>
<form method="get"><input type="hidden" name="token" value="${token}"><button class="primary">Look again</button></form>`,
  );
}
