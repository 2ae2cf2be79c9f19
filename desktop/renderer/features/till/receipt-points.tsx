import { dueWord, type ReceiptSpeech } from '../../../bridge/receipt-words.ts';
import type { ReceiptView } from '../../../bridge/views.ts';

/** What the customer earned with it, and has now; on the paper of a part of a bill nothing, since they are of the whole. */
export function ReceiptPoints({ receipt, speech }: { readonly receipt: ReceiptView; readonly speech: ReceiptSpeech }) {
  const { points, part } = receipt;
  if (!points || part) return null;
  return (
    <>
      {points.moved === 0 ? null : (
        <p>
          <span>{speech.say(points.moved > 0 ? 'earned' : 'takenBack')}</span>
          <span>{Math.abs(points.moved)}</span>
        </p>
      )}
      <p>
        <span>{speech.say('pointsLeft')}</span>
        <span>{points.left}</span>
      </p>
    </>
  );
}

/** What is paid later: by a provider, or by its buyer until a day. */
export function ReceiptDue({
  receipt: { due, payBy, against },
  speech,
  plain,
}: {
  readonly receipt: ReceiptView;
  readonly speech: ReceiptSpeech;
  readonly plain: (amount: number) => string;
}) {
  if (due === 0) return null;
  return (
    <>
      <p>
        <span>{speech.say(dueWord({ due, against }))}</span>
        <span>{plain(due)}</span>
      </p>
      {payBy === undefined ? null : (
        <p>
          <span>{speech.say('payBy', { day: speech.day(payBy) })}</span>
        </p>
      )}
    </>
  );
}

/** What one payment is called on the paper. */
export function tenderText(
  { card, kind, points, credit }: ReceiptView['tenders'][number],
  speech: ReceiptSpeech,
): string {
  if (card) return `${card.brand} ···· ${card.last4}`;
  if (points) return speech.say('points', { n: points });
  return speech.tender(kind) + (credit?.codeEnd ? ` …${credit.codeEnd}` : '');
}
