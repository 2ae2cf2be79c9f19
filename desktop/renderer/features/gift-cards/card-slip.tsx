import { renderSVG } from 'uqr';
import { useSession } from '../../data/session.ts';
import { Money } from '../../ui/money.tsx';
import { PrintOnceDialog } from '../../ui/print-once-dialog.tsx';
import { t } from '../../ui/text.ts';
import { lastDayText } from './credit-words.ts';
import styles from './gift-cards.module.css';

export interface CardSlipProps {
  /** In groups */
  readonly code: string;
  readonly amount: number;
  readonly currency: string;
  readonly expiresOn: string | null;
  readonly onClose: () => void;
}

/** The paper of a gift card: what is on it, its code to be typed, and the same to be scanned. */
export function CardSlip({ code, amount, currency, expiresOn, onClose }: CardSlipProps) {
  const { store } = useSession();
  return (
    <PrintOnceDialog title={t('Gift card')} done={t('The customer has it')} onClose={onClose}>
      <div className={styles.slip}>
        <p>
          {t('Whoever has this code can spend it: hand it to nobody else. It can be printed again at this desk alone.')}
        </p>
        <div className={styles.card}>
          <span
            role="img"
            aria-label={t('Code of the card')}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn here of squares, no text goes into it
            dangerouslySetInnerHTML={{ __html: renderSVG(code.replaceAll('-', ''), { ecc: 'M', border: 1 }) }}
          />
          <div>
            <small>{store.name}</small>
            <b>
              <Money amount={amount} currency={currency} />
            </b>
            <span className={styles.code}>{code}</span>
            <small>
              {expiresOn === null ? t('Good for ever') : t('Good until {day}', { day: lastDayText(expiresOn) })}
            </small>
          </div>
        </div>
      </div>
    </PrintOnceDialog>
  );
}
