import type { LabelPrices, LabelService } from '../../../bridge/label-views.ts';
import { calendarDayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './labels.module.css';

interface Props extends LabelPrices {
  readonly chosen: LabelService | null;
  readonly onChoose: (service: LabelService) => void;
}

/** Services with what they ask, cheapest first, and carriers that said nothing. */
export function ServiceList({ services, silent, chosen, onChoose }: Props) {
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
              </span>
              <b>{moneyText({ amount: each.amount, currency: each.currency })}</b>
            </label>
          ))}
        </fieldset>
      )}
      {silent.map(({ account, problem }) => (
        <p key={account} className={styles.says}>
          {problem || t('{account} said nothing.', { account })}
        </p>
      ))}
    </>
  );
}
