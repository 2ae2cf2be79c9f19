import type { ReactNode } from 'react';
import type { CarrierAccountRow } from '../../../bridge/carrier-views.ts';
import { ChosenFrom } from '../../ui/chips.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { carrierServices, serviceName } from './carrier-words.ts';
import styles from './carriers.module.css';
import { newLive, type RateDraft } from './zone-draft.ts';

interface Props {
  readonly rate: RateDraft;
  readonly carriers: readonly CarrierAccountRow[];
  /** The field for what is added */
  readonly plus: ReactNode;
  readonly onLive: (live: RateDraft['live']) => void;
}

/** Whether an option costs its own price, or what a carrier asks for the parcel and what the shop adds. */
export function LiveRow({ rate: { live }, carriers, plus, onLive }: Props) {
  const account = carriers.find(({ id }) => id === live?.accountId);
  const offered = account
    ? account.services.length > 0
      ? account.services
      : Object.keys(carrierServices[account.carrier])
    : [];
  const costs = (
    <Field label={t('It costs')}>
      {(control) => (
        <Select
          {...control}
          small
          value={live?.accountId ?? ''}
          onChange={(event) => onLive(event.target.value ? newLive(event.target.value) : null)}
        >
          <option value="">{t('its own price')}</option>
          {carriers.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('what {name} asks', { name })}
            </option>
          ))}
          {live && !account ? <option value={live.accountId}>{t('what a carrier asks')}</option> : null}
        </Select>
      )}
    </Field>
  );
  if (!live) return <div className={styles.live}>{costs}</div>;
  return (
    <>
      <div className={styles.live}>
        {costs}
        <Field label={t('plus, %')}>
          {(control) => (
            <Input
              {...control}
              small
              className="num"
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              value={live.percent}
              onChange={(event) => onLive({ ...live, percent: event.target.value })}
            />
          )}
        </Field>
        {plus}
        <Field label={t('Without an answer')}>
          {(control) => (
            <Select
              {...control}
              small
              value={live.withoutAnswer}
              onChange={(event) =>
                onLive({ ...live, withoutAnswer: event.target.value === 'hide' ? 'hide' : 'own-price' })
              }
            >
              <option value="own-price">{t('at its own price')}</option>
              <option value="hide">{t('not offered')}</option>
            </Select>
          )}
        </Field>
      </div>
      {account ? (
        <div className={styles.services}>
          <span>{t('Services')}</span>
          {live.services.length === 0 ? <span className="t2">{t('all of the account, each a choice')}</span> : null}
          <ChosenFrom
            chosen={live.services}
            nameOf={(code) => serviceName(account.carrier, code)}
            addLabel={t('Only …')}
            options={offered
              .filter((code) => !live.services.includes(code))
              .map((code) => [code, serviceName(account.carrier, code)] as const)}
            onChange={(services) => onLive({ ...live, services })}
          />
        </div>
      ) : null}
    </>
  );
}
