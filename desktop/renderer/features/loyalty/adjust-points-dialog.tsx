import { useBridge } from '../../data/bridge.ts';
import { t } from '../../ui/text.ts';
import { AdjustForm } from '../gift-cards/adjust-form.tsx';
import { pointsText } from './loyalty-words.ts';

interface Props {
  readonly customerId: string;
  readonly balance: number;
  readonly onClose: () => void;
}

const MOST = 1_000_000;

function readPoints(text: string): number | null {
  const points = /^\d{1,7}$/.test(text.trim()) ? Number(text) : 0;
  return points > 0 && points <= MOST ? points : null;
}

/** Gives a customer points or takes some, with the reason and what they have then. */
export function AdjustPointsDialog({ customerId, balance, onClose }: Props) {
  const bridge = useBridge();
  return (
    <AdjustForm
      title={t('Points')}
      label={t('Points')}
      hint={t('They count for no tier.')}
      inputMode="numeric"
      give={{ way: t('Give points'), action: t('Give'), done: t('Given') }}
      take={{ way: t('Take points'), action: t('Take off'), done: t('Taken off') }}
      read={readPoints}
      example={t('Write whole points, 1 or more')}
      balance={balance}
      short={t('They have no more than {points}.', { points: pointsText(balance) })}
      save={(points, reason, mutationId) => bridge.mutate('loyalty.adjust', { customerId, points, reason }, mutationId)}
      saved={(after) => t('They have {points} now.', { points: pointsText(after) })}
      onClose={onClose}
    />
  );
}
