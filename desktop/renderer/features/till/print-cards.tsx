import { IconGiftCard } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReceiptView } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { CardSlip } from '../gift-cards/card-slip.tsx';

type SoldCard = ReceiptView['cards'][number];

/** The cards that a receipt made, each to be printed with its code. */
export function PrintCards({ receipt }: { readonly receipt: ReceiptView }) {
  const bridge = useBridge();
  const [shown, setShown] = useState<{ readonly card: SoldCard; readonly code: string } | null>(null);
  const { data } = useRead('till.devices', {});
  function print(card: SoldCard): void {
    // A printer that prints each sale has printed it already.
    if (data?.printer) {
      bridge
        .call('print.card', { creditId: card.creditId })
        .then(() => toast({ tone: 'ok', title: t('The card is being printed') }))
        .catch(sayRefused);
      return;
    }
    bridge
      .call('credit.printAgain', { creditId: card.creditId })
      .then(({ code }) => code !== null && setShown({ card, code }))
      .catch(sayRefused);
  }
  return (
    <>
      {receipt.cards
        .filter(({ fresh }) => fresh)
        .map((card) => (
          <Button
            key={card.creditId}
            size="touch"
            {...(!data?.printer?.auto && { look: 'primary' })}
            icon={<IconGiftCard size={24} stroke={1.75} aria-hidden="true" />}
            onClick={() => print(card)}
          >
            {data?.printer?.auto
              ? t('Print card …{end} again', { end: card.codeEnd })
              : t('Print card …{end}', { end: card.codeEnd })}
          </Button>
        ))}
      {shown ? (
        <CardSlip
          {...{ code: shown.code, amount: shown.card.amount, currency: receipt.currency }}
          expiresOn={shown.card.expiresOn}
          onClose={() => setShown(null)}
        />
      ) : null}
    </>
  );
}
