import { useState } from 'react';
import type { PromotionGood } from '../../../bridge/promotion-queries.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { parseCount, parseLocal } from '../promotions/draft-text.ts';
import { FindGoods } from '../promotions/find-goods.tsx';
import styles from './price-lists.module.css';

/** Why does this cost what it costs? One item for one buyer, by the rules of the sale; by what is saved. */
export function TryPrice({ groups }: { readonly groups: readonly string[] }) {
  const { store, locations } = useSession();
  const [good, setGood] = useState<PromotionGood | null>(null);
  const [quantity, setQuantity] = useState('1');
  const [group, setGroup] = useState('');
  const [where, setWhere] = useState('');
  const [when, setWhen] = useState('');
  const units = parseCount(quantity);
  const [now] = useState(() => Date.now());
  const at = when === '' ? now : parseLocal(when, store.timeZone);
  const channel = where === 'online' ? ('online' as const) : ('till' as const);
  const locationId = where === 'online' ? null : where || (locations[0]?.id ?? null);
  const asked = good !== null && units !== null && at !== null;
  const read = useRead(
    'prices.try',
    {
      ...{ variantId: good?.variantId ?? '', quantity: units ?? 1, channel, locationId, at: at ?? 0 },
      groups: group === '' ? [] : [group],
    },
    { keep: true, enabled: asked },
  );
  const here = asked ? read.data : undefined;
  return (
    <div className={styles.try}>
      <h2>{t('Why this price')}</h2>
      {good ? <span className={styles.picked}>{good.title}</span> : null}
      <FindGoods
        wide
        label={good ? t('Another item') : t('Choose an item')}
        currency={store.currency}
        onPick={setGood}
      />
      <div className={styles.pair}>
        <Field label={t('Quantity')} error={units === null ? t('Write a whole number') : null}>
          {(control) => (
            <Input
              {...control}
              className="num"
              value={quantity}
              onChange={(event) => setQuantity(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('Customer group')}>
          {(control) => (
            <Select {...control} value={group} onChange={(event) => setGroup(event.target.value)}>
              <option value="">{t('None')}</option>
              {groups.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('Sold at')}>
          {(control) => (
            <Select {...control} value={where} onChange={(event) => setWhere(event.target.value)}>
              {locations.map((place, index) => (
                <option key={place.id} value={index === 0 ? '' : place.id}>
                  {place.name}
                </option>
              ))}
              <option value="online">{t('Online')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('When')}>
          {(control) => (
            <Input {...control} type="datetime-local" value={when} onChange={(event) => setWhen(event.target.value)} />
          )}
        </Field>
      </div>
      {here ? (
        <div aria-live="polite">
          <p className={styles.answer}>
            <span>{t('One costs')}</span>
            <span>
              {here.compareAt === null ? null : (
                <del>
                  <Money className="num" amount={here.compareAt} currency={here.currency} />
                </del>
              )}
              <Money className="num" amount={here.amount} currency={here.currency} />
            </span>
          </p>
          <ul className={styles.steps}>
            {here.reasons.map((text) => (
              <li key={text}>{text}.</li>
            ))}
          </ul>
        </div>
      ) : here === null ? (
        <p className="t2">{t('It is not on sale there.')}</p>
      ) : (
        <p className="t2">{t('Saved lists count. What is not saved yet does not.')}</p>
      )}
    </div>
  );
}
