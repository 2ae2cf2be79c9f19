import { cardRows } from '../../../bridge/card-words.ts';
import { foreignText } from '../../../bridge/foreign-words.ts';
import { formatQuantity } from '@tillhouse/shared/kernel/quantity.ts';
import type { ReceiptView } from '../../../bridge/views.ts';
import { slipWord } from '../../../bridge/slip-words.ts';
import { dueWord, type ReceiptSpeech, speechOf } from '../../../bridge/receipt-words.ts';
import { fiscalWords } from '@tillhouse/shared/domains/register/fiscal-words.ts';
import { amountText } from '../../words.ts';
import type { Block, Paper } from './paper.ts';
import { centre, footOf, headOf, type PaperDesign, plainDesign } from './receipt-ends.ts';

export type ReceiptKind = 'receipt' | 'copy' | 'gift';

/** "20/100" as "20 %" */
function percentOf(rate: string): string {
  const [over = 0, under = 100] = rate.split('/').map(Number);
  return `${Math.round((over * 100_000) / under) / 1_000} %`;
}

const row = (left: string, right: string, more: object = {}): Block => ({ kind: 'row', left, right, ...more });
function linesOf(
  { lines, currency }: ReceiptView,
  { gift, eachPrice }: { gift: boolean; eachPrice: boolean },
  speech: ReceiptSpeech,
): Block[] {
  const say = (amount: number) => speech.amount(amountText(amount, currency));
  return lines.flatMap(({ title, quantity, scale, unitPrice, total, notes, serials = [] }) => {
    const numbers = serials.map((n): Block => row(speech.say('serial', { n }), '', { indent: 2 }));
    const count = formatQuantity(quantity, scale);
    const each = eachPrice || scale > 0 || quantity !== 1;
    if (gift) return [row(`${count} ${title}`, ''), ...numbers];
    return [
      row(`${scale > 0 ? '1' : count} ${title}`, say(total)),
      ...(each ? [row(`${count} x ${say(unitPrice)}`, '', { indent: 2 })] : []),
      ...numbers,
      ...notes.map(({ text, amount }) =>
        row(text || speech.say('discount'), amount > 0 ? say(-amount) : '', { indent: 2 }),
      ),
    ];
  });
}

function tendersOf(
  { tenders, currency, returnOf, due, against, payBy, total }: ReceiptView,
  speech: ReceiptSpeech,
): Block[] {
  const say = (amount: number) => speech.amount(amountText(amount, currency));
  const change = tenders.reduce((sum, tender) => sum + tender.change, 0);
  const tips = tenders.reduce((sum, { tip = 0 }) => sum + tip, 0);
  return [
    ...(tips > 0 ? [row(speech.say('tip'), say(tips))] : []),
    ...tenders.flatMap(({ kind, amount, given, card, credit, points, foreign, tip = 0 }) => [
      row(
        card
          ? `${card.brand} **** ${card.last4}`
          : points
            ? speech.say('points', { n: points })
            : `${speech.tender(kind)} ${credit?.codeEnd ?? ''}`.trim(),
        say((given || amount) + tip),
      ),
      ...(credit?.rest == null ? [] : [row(speech.say('left'), say(credit.rest), { indent: 2 })]),
      ...(foreign ? [row(foreignText(foreign, speech), '', { indent: 2 })] : []),
      ...(card ? cardRows(card, speech).map((text) => row(text, '', { indent: 2 })) : []),
    ]),
    ...(change > 0 && returnOf === null && total >= 0 ? [row(speech.say('change'), say(-change), { bold: true })] : []),
    ...(due === 0 ? [] : [row(speech.say(dueWord({ due, against })), say(due))]),
    ...(payBy === undefined || due === 0
      ? []
      : [row(speech.say('payBy', { day: speech.day(payBy) }), '', { indent: 2 })]),
  ];
}

/** What the customer earned with it, and has now. */
function pointsOf({ points, part }: ReceiptView, speech: ReceiptSpeech): Block[] {
  if (!points || part) return [];
  const { moved, left } = points;
  return [
    ...(moved === 0 ? [] : [row(speech.say(moved > 0 ? 'earned' : 'takenBack'), String(Math.abs(moved)))]),
    row(speech.say('pointsLeft'), String(left)),
  ];
}

/** What came back with it, and the one difference. */
function broughtBack({ exchange, total, currency }: ReceiptView, speech: ReceiptSpeech): Block[] {
  if (!exchange) return [];
  const say = (amount: number) => speech.amount(amountText(amount, currency));
  const difference = total - exchange.total;
  return [
    { kind: 'rule' },
    row(speech.say('EXCHANGE'), exchange.number, { bold: true }),
    row(speech.say('broughtOf', { number: exchange.returnOf }), ''),
    ...exchange.lines.map(({ title, quantity, scale, total: worth }) =>
      row(`${formatQuantity(quantity, scale)} ${title}`, say(-worth)),
    ),
    row(speech.say(difference < 0 ? 'GIVEN' : 'DIFFERENCE'), say(Math.abs(difference)), { bold: true }),
    ...exchange.back.map(({ kind, amount }) => row(speech.tender(kind), say(-amount))),
  ];
}

/** What was paid leaves later: whom it is sent to, or where it is picked up. */
function laterBlocks({ later }: ReceiptView, { language }: ReceiptSpeech): Block[] {
  if (!later) return [];
  const { kind, recipient: name, address, place } = later;
  const said = slipWord(language, kind === 'ship' ? 'sendTo' : 'pickUpAt', { name, place });
  return [
    { kind: 'rule' },
    row(said, '', { bold: true }),
    ...(kind === 'ship' ? address.split('\n').map((line) => row(line, '', { indent: 2 })) : []),
  ];
}

/** What the law wants on it of the device that signed it, or that it did not. */
function fiscalBlocks({ fiscal }: ReceiptView): Block[] {
  if (!fiscal) return [];
  const { rows, qr, out } = fiscalWords(fiscal);
  return [
    { kind: 'rule' },
    ...(out ? centre(out, { bold: true }) : []),
    ...rows.map(([name, value]): Block => row(name, value)),
    ...(qr ? ([{ kind: 'qr', text: qr }] satisfies Block[]) : []),
  ];
}

/** A frozen receipt as it comes out of the printer. A gift receipt says what was bought and not for how much. */
export function receiptPaper(
  receipt: ReceiptView,
  kind: ReceiptKind,
  on: 'printer' | 'screen' = 'printer',
  made: PaperDesign = plainDesign,
): Paper {
  const { currency, number, returnOf } = receipt;
  const { cashier, eachPrice } = made.design;
  const speech = speechOf(receipt.language ?? 'en-GB', on);
  const { say: word } = speech;
  const say = (amount: number) => speech.amount(amountText(amount, currency));
  const copy = kind === 'copy' ? centre(`*** ${word('COPY')} ***`, { bold: true }) : [];
  const gift = kind === 'gift';
  const units = receipt.lines.reduce((sum, line) => sum + (line.scale > 0 ? 1 : line.quantity), 0);
  const extra = (name: string, amount: number): Block[] => (amount === 0 ? [] : [row(name, say(amount))]);
  return [
    ...headOf(receipt, made),
    { kind: 'rule' },
    row(speech.moment(receipt.placedAt, receipt.timeZone), cashier ? (receipt.cashier.split(' ')[0] ?? '') : ''),
    ...copy,
    ...(gift ? centre(word('GIFT'), { bold: true }) : []),
    ...(receipt.part
      ? [row(word('PART', { n: receipt.part.number, of: receipt.part.of }), number, { bold: true })]
      : []),
    ...(returnOf === null ? [] : [row(word(receipt.withoutReceipt ? 'WITHOUT' : 'RETURN'), returnOf, { bold: true })]),
    { kind: 'rule' },
    ...linesOf(receipt, { gift, eachPrice }, speech),
    ...(gift
      ? []
      : ([
          { kind: 'rule' },
          row(word(Math.abs(units) === 1 ? 'subtotalOne' : 'subtotal', { n: Math.abs(units) }), say(receipt.subtotal)),
          ...extra(word('save'), receipt.discountTotal > 0 ? -receipt.discountTotal : 0),
          ...extra(word('delivery'), receipt.shipping),
          ...extra(word('fee'), receipt.fee),
          ...extra(word('rounding'), receipt.rounding),
          { kind: 'rule', double: true },
          row(`${word('TOTAL')} ${currency}`, say(receipt.total), { big: true, bold: true }),
          ...tendersOf(receipt, speech),
          ...(receipt.part ? [row(word('whole'), say(receipt.part.whole))] : []),
          ...broughtBack(receipt, speech),
          ...pointsOf(receipt, speech),
          ...laterBlocks(receipt, speech),
          { kind: 'rule' },
          { kind: 'cells', cells: [word('tax'), word('net'), word('tax'), word('gross')], shares: [3, 4, 3, 4] },
          ...receipt.taxByRate.map(
            ({ rate, net, tax }): Block => ({
              kind: 'cells',
              cells: [percentOf(rate), say(net), say(tax), say(net + tax)],
              shares: [3, 4, 3, 4],
            }),
          ),
          ...centre(receipt.relief ?? ''),
        ] satisfies Block[])),
    ...(gift ? [] : fiscalBlocks(receipt)),
    { kind: 'rule' },
    ...footOf(receipt, made, gift),
    ...copy,
  ];
}

/** A few lines that show whether width, letters, bars and knife are right. */
export function testPaper(name: string, placed: string, width: number): Paper {
  return [
    ...centre('Printer test', { big: true, bold: true }),
    row(name, placed),
    { kind: 'rule' },
    row('Wide enough: 0 to the last', '9'),
    { kind: 'text', text: '1234567890'.repeat(5).slice(0, width) },
    { kind: 'text', text: 'äöüß éèê ñ ç å ø £ € · Łódź · Žluť · Ελλάς · Київ · İstanbul' },
    { kind: 'text', text: 'شاي · תה · ชา · चाय · お茶 · 绿茶 · 녹차' },
    { kind: 'rule', double: true },
    { kind: 'bars', text: 'B2-1-00418' },
    { kind: 'qr', text: 'https://example.com/r/B2-1-00418' },
  ];
}
