import type { LabelPrices, LabelService } from '../../../bridge/label-views.ts';
import { calendarDayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './labels.module.css';

/** What was chosen at the checkout, and what was paid for it there. */
export interface Paid {
  readonly name: string;
  readonly money: string;
  /** Null: it is not offered for these parcels */
  readonly offered: LabelService | null;
}

interface Props extends LabelPrices {
  readonly chosen: LabelService | null;
  readonly paid: Paid | null;
  readonly onChoose: (service: LabelService) => void;
}

/** Services with what they ask, cheapest first, and carriers that said nothing. */
export function ServiceList({ services, silent, chosen, paid, onChoose }: Props) {
  return (
    <>
      {services.length === 0 ? (
        <p className={styles.says}>
          {silent.length === 0
            ? t('No carrier takes this parcel there. Carriers are connected under Settings, Delivery.')
            : t('No carrier said a price.')}
        </p>
      ) : (
        <fieldset className={styles.services}>
          <legend>{t('Service')}</legend>
          {services.map((each) => (
            <label key={`${each.accountId} ${each.service}`} className={styles.service}>
              <input type="radio" name="service" checked={each === chosen} onChange={() => onChoose(each)} />
              <span>
                <b>{each.name}</b>
                <small>
                  {each.account}
                  {each.latest ? ` · ${t('there by {day}', { day: calendarDayText(each.latest) })}` : ''}
                </small>
                {each === paid?.offered ? (
                  <small className={styles.paid}>
                    {t('Chosen at the checkout for {money}', { money: paid.money })}
                  </small>
                ) : null}
              </span>
              <b>{moneyText({ amount: each.amount, currency: each.currency })}</b>
            </label>
          ))}
        </fieldset>
      )}
      {paid && !paid.offered && services.length > 0 ? (
        <p className={styles.says}>
          {t('At the checkout {name} was chosen for {money}; it is not offered for this now.', {
            ...{ name: paid.name, money: paid.money },
          })}
        </p>
      ) : null}
      {silent.map(({ account, problem }) => (
        <p key={account} className={styles.says}>
          {problem || t('{account} said nothing.', { account })}
        </p>
      ))}
    </>
  );
}
