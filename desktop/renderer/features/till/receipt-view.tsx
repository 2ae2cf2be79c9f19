import '@fontsource/libre-caslon-text/400.css';
import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { partOfReceipt } from '../../../bridge/part-of-receipt.ts';
import { speechOf } from '../../../bridge/receipt-words.ts';
import type { ReceiptView as Receipt } from '../../../bridge/views.ts';
import { Barcode } from '../../ui/barcode.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { countText, quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { Brought } from './brought.tsx';
import { MailReceipt } from './mail-receipt.tsx';
import { PartPicker } from './part-picker.tsx';
import { PrintCards } from './print-cards.tsx';
import { ReceiptFiscal } from './receipt-fiscal.tsx';
import { foreignText } from '../../../bridge/foreign-words.ts';
import { cardRows } from '../../../bridge/card-words.ts';
import { ReceiptDue, ReceiptPoints, tenderText } from './receipt-points.tsx';
import { PrintButtons } from './print-buttons.tsx';
import { TaxTable } from './tax-table.tsx';
import styles from './receipt-view.module.css';

/** On paper and screen: nobody takes it for a receipt. */
function TrainingLine() {
  return <div className={styles.training}>{t('TRAINING · NOT A RECEIPT')}</div>;
}

function Paper({ receipt }: { readonly receipt: Receipt }) {
  const speech = speechOf(receipt.language ?? 'en-GB');
  const { say } = speech;
  const plain = (amount: number) => speech.amount(moneyText({ amount, currency: receipt.currency }, { symbol: false }));
  const change = receipt.tenders.reduce((sum, tender) => sum + tender.change, 0);
  const tips = receipt.tenders.reduce((sum, { tip = 0 }) => sum + tip, 0);
  const units = receipt.lines.reduce((sum, line) => sum + (line.scale > 0 ? 1 : line.quantity), 0);
  return (
    <article
      className={styles.paper}
      lang={speech.language}
      dir={speech.dir}
      aria-label={t('Receipt {number}', { number: receipt.number })}
    >
      {receipt.training ? <TrainingLine /> : null}
      <div className={styles.logo}>{receipt.storeName}</div>
      <div className={styles.mid}>{receipt.storeStreet}</div>
      {receipt.header ? <div className={styles.head}>{receipt.header}</div> : null}
      <hr className={styles.sep} />
      <p>
        <span>{speech.moment(receipt.placedAt, receipt.timeZone)}</span>
        <span>{receipt.cashier.split(' ')[0]}</span>
      </p>
      {receipt.returnOf === null ? null : (
        <p className={styles.grand}>
          <span>{say(receipt.withoutReceipt ? 'WITHOUT' : 'RETURN')}</span>
          <span>{receipt.returnOf}</span>
        </p>
      )}
      {receipt.part ? (
        <p className={styles.grand}>
          <span>{say('PART', { n: receipt.part.number, of: receipt.part.of })}</span>
          <span>{receipt.number}</span>
        </p>
      ) : null}
      <hr className={styles.sep} />
      {receipt.lines.map((line, index) => {
        const each = line.scale > 0 || line.quantity !== 1;
        const measured = quantityText({ amount: line.quantity, scale: line.scale, unit: null });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a receipt's lines never move
          <div key={index} className={styles.item}>
            <p>
              <span>
                <b>{line.scale > 0 ? 1 : countText(line.quantity)}</b>
                {line.title}
              </span>
              <span>{plain(line.total)}</span>
            </p>
            {each ? (
              <div className={styles.sub}>
                {measured} × {plain(line.unitPrice)}
              </div>
            ) : null}
            {line.serials?.map((n) => (
              <div key={n} className={styles.sub}>
                {say('serial', { n })}
              </div>
            ))}
            {line.notes.map(({ text, amount }) => (
              <p key={text} className={styles.sub}>
                <span>{text || say('discount')}</span>
                <span>{amount > 0 ? plain(-amount) : ''}</span>
              </p>
            ))}
          </div>
        );
      })}
      <hr className={styles.sep} />
      <p>
        <span>{say(Math.abs(units) === 1 ? 'subtotalOne' : 'subtotal', { n: Math.abs(units) })}</span>
        <span>{plain(receipt.subtotal)}</span>
      </p>
      {receipt.discountTotal > 0 ? (
        <p>
          <span>{say('save')}</span>
          <span>{plain(-receipt.discountTotal)}</span>
        </p>
      ) : null}
      {receipt.shipping !== 0 ? (
        <p>
          <span>{say('delivery')}</span>
          <span>{plain(receipt.shipping)}</span>
        </p>
      ) : null}
      {receipt.fee !== 0 ? (
        <p>
          <span>{say('fee')}</span>
          <span>{plain(receipt.fee)}</span>
        </p>
      ) : null}
      {receipt.rounding !== 0 ? (
        <p>
          <span>{say('rounding')}</span>
          <span>{plain(receipt.rounding)}</span>
        </p>
      ) : null}
      <p className={styles.grand}>
        <span>
          {say('TOTAL')} {receipt.currency}
        </span>
        <span>{plain(receipt.total)}</span>
      </p>
      {tips > 0 ? (
        <p>
          <span>{say('tip')}</span>
          <span>{plain(tips)}</span>
        </p>
      ) : null}
      {receipt.tenders.map((tender, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a receipt's tenders never move
        <div key={index}>
          <p>
            <span>{tenderText(tender, speech)}</span>
            <span>{plain((tender.given || tender.amount) + (tender.tip ?? 0))}</span>
          </p>
          {tender.card?.aid
            ? cardRows(tender.card, speech).map((text) => (
                <p key={text} className={styles.sub}>
                  <span>{text}</span>
                </p>
              ))
            : null}
          {tender.foreign ? (
            <p className={styles.sub}>
              <span>{foreignText(tender.foreign, speech)}</span>
            </p>
          ) : null}
          {tender.credit && tender.credit.rest !== null ? (
            <p className={styles.sub}>
              <span>{say('left')}</span>
              <span>{plain(tender.credit.rest)}</span>
            </p>
          ) : null}
        </div>
      ))}
      {receipt.part ? (
        <p>
          <span>{say('whole')}</span>
          <span>{plain(receipt.part.whole)}</span>
        </p>
      ) : null}
      {receipt.exchange ? (
        <Brought exchange={receipt.exchange} total={receipt.total} plain={plain} speech={speech} />
      ) : null}
      {change > 0 && receipt.returnOf === null && receipt.total >= 0 ? (
        <p>
          <b>{say('change')}</b>
          <b>{plain(-change)}</b>
        </p>
      ) : null}
      <ReceiptDue receipt={receipt} speech={speech} plain={plain} />
      <ReceiptPoints receipt={receipt} speech={speech} />
      <hr className={styles.sep} />
      <TaxTable rows={receipt.taxByRate} currency={receipt.currency} gross speech={speech} />
      {receipt.relief ? <div className={styles.mid}>{receipt.relief}</div> : null}
      {receipt.fiscal ? <ReceiptFiscal fiscal={receipt.fiscal} /> : null}
      {receipt.training ? (
        <TrainingLine />
      ) : receipt.returnOf === null ? (
        <Barcode className={styles.bars} text={receipt.number} label={t('Receipt number as bars')} />
      ) : null}
      <div className={styles.number}>{receipt.number}</div>
      {receipt.footer ? (
        <>
          <hr className={styles.sep} />
          <div className={styles.mid}>{receipt.footer}</div>
        </>
      ) : null}
    </article>
  );
}

/** Of everything that a till prints on a roll. */
export const paperStyles = styles;

/** The paper alone; printing the window prints it and nothing else. */
export function PaperRoll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className={styles.roll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

export function ReceiptRoll({ receipt }: { readonly receipt: Receipt }) {
  return (
    <PaperRoll label={t('Receipt')}>
      <Paper receipt={receipt} />
    </PaperRoll>
  );
}

/** What the cashier has to do now, or how it was settled. */
function saidOf({ tenders, total, exchange, payBy, due }: Receipt, change: number): string {
  if (change > 0) return total < 0 ? t('Give back in cash') : t('Give change');
  if (exchange && exchange.total > total) {
    const to = new Set(exchange.back.map(({ kind }) => kind));
    // No terminal was told: as with a return that is keyed in, the cashier does it there.
    if (to.has('card')) return t('Give back at the card terminal');
    return to.has('cash') ? t('Give back in cash') : t('Given back to how it was paid');
  }
  if (payBy !== undefined && due > 0) return t('On account, to pay');
  if (tenders.some(({ kind }) => kind === 'cash')) return t('No change to give');
  return tenders.some(({ kind }) => kind === 'card') ? t('Paid by card') : t('Paid');
}

/** The sale is durable: the change to give, as large as it gets, and the paper. */
export function ReceiptPane({ receipt }: { readonly receipt: Receipt }) {
  const [part, setPart] = useState<number | undefined>(undefined);
  const parts = receipt.parts ?? [];
  const shown = (part && partOfReceipt(receipt, part)) || receipt;
  // Of a bill that was split each got their change when they paid: what is left to give is the last one's.
  const last = partOfReceipt(receipt, parts.length) ?? receipt;
  const change = last.tenders.reduce((sum, tender) => sum + tender.change, 0);
  // What was brought back paid a part of it, or more than all.
  const difference = receipt.total - (receipt.exchange?.total ?? 0);
  return (
    <section className={styles.done} aria-label={t('Sale finished')}>
      <div className={styles.said}>
        <div className={styles.sold} role="status">
          <IconCircleCheck size={28} stroke={1.75} aria-hidden="true" />
          {receipt.training ? t('Practised: nothing was sold') : t('Sold and saved on this till')}
        </div>
        <div className={styles.change}>
          <span>{saidOf(receipt, change)}</span>
          <b>
            <Money
              amount={change > 0 ? change : receipt.payBy && receipt.due > 0 ? receipt.due : Math.abs(difference)}
              currency={receipt.currency}
            />
          </b>
          <small>{t('Receipt {number}', { number: receipt.number })}</small>
          {receipt.later ? (
            <small>
              {receipt.later.kind === 'ship'
                ? t('Will be sent to {name}', { name: receipt.later.recipient })
                : t('To be picked up at {place}', { place: receipt.later.place })}
            </small>
          ) : null}
        </div>
        <div className={styles.actions}>
          {parts.length > 0 ? <PartPicker {...{ parts, part }} onPart={setPart} /> : null}
          <PrintButtons orderId={receipt.orderId} part={part} />
          {receipt.training ? null : <MailReceipt orderId={receipt.orderId} number={receipt.number} />}
          <PrintCards receipt={receipt} />
        </div>
      </div>
      <ReceiptRoll receipt={shown} />
    </section>
  );
}
