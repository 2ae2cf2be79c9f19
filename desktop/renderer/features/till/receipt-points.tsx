import type { ReceiptSpeech } from '../../../bridge/receipt-words.ts';
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

/** What one payment is called on the paper. */
export function tenderText(
  { card, kind, points, credit }: ReceiptView['tenders'][number],
  speech: ReceiptSpeech,
): string {
  if (card) return `${card.brand} ···· ${card.last4}`;
  if (points) return speech.say('points', { n: points });
  return speech.tender(kind) + (credit?.codeEnd ? ` …${credit.codeEnd}` : '');
}
