import type { FirmBuyerShown, PurchaseRequestShown } from '../../../bridge/account-views.ts';
import { clockText, dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import type { Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

/** What somebody may order alone. */
export function limitText({ alwaysAsks, orderLimit }: FirmBuyerShown, currency: string): string {
  if (alwaysAsks) return t('Every order waits for a yes');
  if (orderLimit === null) return t('Orders alone, no limit');
  return t('Alone up to {amount}', { amount: moneyText({ amount: orderLimit, currency }) });
}

export function requestState({ status, kind }: PurchaseRequestShown): { readonly tone: Tone; readonly text: string } {
  switch (status) {
    case 'waiting':
      return { tone: 'waiting', text: kind === 'shop' ? t('Waits for us') : t('Waits for the firm') };
    case 'approved':
      return { tone: 'ok', text: t('Approved') };
    case 'declined':
      return { tone: 'bad', text: t('Declined') };
    case 'expired':
      return { tone: 'plain', text: t('Ran out') };
  }
}

export function whyText({ why }: PurchaseRequestShown): string {
  if (why === 'every-order') return t('every order of theirs waits');
  return why === 'over-limit' ? t('above what they may order alone') : t('more on account than without our yes');
}

/** Until when its goods are held, or who decided. */
export function requestText(request: PurchaseRequestShown): string {
  const { status, expiresAt, decidedBy, reason } = request;
  const when = (at: number) => `${dayText(at)} ${clockText(at)}`;
  if (status === 'waiting') return `${whyText(request)} · ${t('goods held until {when}', { when: when(expiresAt) })}`;
  if (status === 'expired') return t('nobody answered until {when}', { when: when(expiresAt) });
  return [t('by {name}', { name: decidedBy ?? '' }), reason && `“${reason}”`].filter(Boolean).join(' · ');
}
