import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import type { ReceiptSpeech } from './receipt-words.ts';

/** How the card was read and approved, and what its chip calls itself: what card schemes want on a receipt. */
export function cardRows({ entry, approvalCode, application, aid }: CardOfTender, speech: ReceiptSpeech): string[] {
  const how = approvalCode ? `${entry}, ${speech.say('auth')} ${approvalCode}` : entry;
  const chip = [application, aid && `AID ${aid}`].filter(Boolean).join(' ');
  return chip ? [how, chip] : [how];
}
