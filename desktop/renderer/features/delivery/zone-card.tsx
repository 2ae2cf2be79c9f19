import { IconPencil } from '@tabler/icons-react';
import type { DeliveryZone } from '../../../bridge/delivery-queries.ts';
import { Button } from '../../ui/button.tsx';
import { Ledger } from '../../ui/ledger.tsx';
import { moneyText } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { boundsText, daysText, placesText, withoutAnswerText } from './delivery-words.ts';
import styles from './delivery.module.css';

interface Props {
  readonly zone: DeliveryZone;
  readonly locked: string | null;
  readonly onEdit: () => void;
}

/** Where it sends, and each option with its price, when it is free, for what goods, and its days. */
export function ZoneCard({ zone, locked, onEdit }: Props) {
  const sent = placesText(zone.places);
  return (
    <Card aria-label={zone.name}>
      <header>
        <div className={styles.head}>
          <h2>{zone.name}</h2>
          {sent === zone.name ? null : <p>{sent}</p>}
        </div>
        {zone.active ? null : <State tone="open">{t('Switched off')}</State>}
        <Button
          size="small"
          aria-label={t('Change {name}', { name: zone.name })}
          locked={locked}
          icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
          onClick={onEdit}
        >
          {t('Change')}
        </Button>
      </header>
      {zone.rates.length === 0 ? (
        <p className={styles.none}>{t('No option yet: nothing is sent there.')}</p>
      ) : (
        <Ledger rowHeight={44} widths={[null, 220, 220]} aria-label={t('Options of {name}', { name: zone.name })}>
          <tbody>
            {zone.rates.map((rate) => (
              <tr key={rate.id}>
                <td>
                  <b className="strong">{rate.name}</b>
                  {rate.prices.map((price) => boundsText(price)).some(Boolean) ? (
                    <small className={styles.under}>{rate.prices.map(boundsText).filter(Boolean).join('; ')}</small>
                  ) : null}
                </td>
                <td className="t2">{daysText(rate)}</td>
                <td className="num">
                  {rate.live ? <b className="strong">{t('What the carrier asks')}</b> : null}
                  {rate.prices.map(({ currency, amount, freeFrom }) => (
                    <span key={currency} className={styles.price}>
                      {rate.live ? (
                        <small className={styles.under}>{withoutAnswerText(rate.live, { amount, currency })}</small>
                      ) : (
                        <b className="strong">{amount === 0 ? t('Free') : moneyText({ amount, currency })}</b>
                      )}
                      {freeFrom !== null && amount > 0 ? (
                        <small className={styles.under}>
                          {t('free from {amount}', { amount: moneyText({ amount: freeFrom, currency }) })}
                        </small>
                      ) : null}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </Ledger>
      )}
    </Card>
  );
}
