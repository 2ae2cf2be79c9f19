import { IconPlus, IconX } from '@tabler/icons-react';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { Draft } from './draft.ts';
import type { PartProps } from './editor-parts.ts';
import { GoodsPicker, LeaveOut } from './goods-picker.tsx';
import { kinds, offerText } from './promotion-words.ts';
import styles from './promotions.module.css';

type TextField = 'percent' | 'amount' | 'buy' | 'get' | 'pieces';

function Typed({ label, field, hint, ...props }: PartProps & { label: string; field: TextField; hint?: string }) {
  const { draft, set, problems, disabled } = props;
  const error = problems[field];
  return (
    <Field label={label} error={error ? t(error) : null} {...(hint && { hint })}>
      {(control) => (
        <Input
          {...control}
          className="num"
          inputMode="decimal"
          autoComplete="off"
          value={draft[field]}
          disabled={disabled}
          onChange={(event) => set({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<N extends 'on' | 'spread' | 'take' | 'by'> extends PartProps {
  readonly label: string;
  readonly field: N;
  readonly options: readonly (readonly [Draft[N], string])[];
}

function Choice<N extends 'on' | 'spread' | 'take' | 'by'>({ label, field, options, ...props }: ChoiceProps<N>) {
  const { draft, set, disabled } = props;
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={draft[field]}
          disabled={disabled}
          onChange={(event) => set({ [field]: event.target.value })}
        >
          {options.map(([value, name]) => (
            <option key={value} value={value}>
              {t(name)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

const goodsOrOrder = [
  ['goods', 'the goods that qualify'],
  ['order', 'the whole order'],
] as const;

function Tiers(props: PartProps) {
  const { draft, set, problems, disabled } = props;
  const put = (index: number, patch: Partial<Draft['tiers'][number]>) =>
    set({ tiers: draft.tiers.map((one, at) => (at === index ? { ...one, ...patch } : one)) });
  return (
    <div className={styles.tiers}>
      {draft.tiers.map((tier, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own
        <div key={index} className={styles.tier}>
          <span>{t('From')}</span>
          <Input
            small
            className="num"
            aria-label={t('Step {n} begins at', { n: index + 1 })}
            value={tier.from}
            disabled={disabled}
            onChange={(event) => put(index, { from: event.target.value })}
          />
          <span>{draft.by === 'spend' ? props.place.currency : t('pieces')}</span>
          <Input
            small
            className="num"
            aria-label={t('Per cent off in step {n}', { n: index + 1 })}
            value={tier.percent}
            disabled={disabled}
            onChange={(event) => put(index, { percent: event.target.value })}
          />
          <span>{t('% off')}</span>
          {disabled ? null : (
            <Button
              look="quiet"
              size="small"
              square
              aria-label={t('Remove step {n}', { n: index + 1 })}
              onClick={() => set({ tiers: draft.tiers.filter((_, at) => at !== index) })}
              icon={<IconX size={15} stroke={1.75} aria-hidden="true" />}
            />
          )}
          <Wrong text={problems[`tiers.${index}`]} />
        </div>
      ))}
      {disabled ? null : (
        <Button
          look="quiet"
          size="small"
          icon={<IconPlus size={15} stroke={1.75} aria-hidden="true" />}
          onClick={() => set({ tiers: [...draft.tiers, { from: '', percent: '' }] })}
        >
          {t('Add step')}
        </Button>
      )}
      <Wrong text={problems.tiers} />
    </div>
  );
}

function Wrong({ text }: { readonly text: string | undefined }) {
  return text ? (
    <span className={styles.wrong} role="alert">
      {t(text)}
    </span>
  ) : null;
}

function Fields(props: PartProps) {
  const { draft, place, names, set, problems } = props;
  const { currency } = place;
  switch (draft.kind) {
    case 'percent':
      return (
        <>
          <Typed {...props} label={t('Per cent off')} field="percent" />
          <Choice {...props} label={t('Off')} field="on" options={[...goodsOrOrder, ['shipping', 'delivery']]} />
        </>
      );
    case 'fixed':
      return (
        <>
          <Typed {...props} label={t('Amount off, {currency}', { currency })} field="amount" />
          <Choice
            {...props}
            label={t('Taken')}
            field="spread"
            options={[
              ['across', 'once, shared out'],
              ['each', 'off every piece'],
            ]}
          />
          <Choice {...props} label={t('Off')} field="on" options={[...goodsOrOrder, ['shipping', 'delivery']]} />
        </>
      );
    case 'fixed-price':
      return <Typed {...props} label={t('Price of each, {currency}', { currency })} field="amount" />;
    case 'buy-get':
      return (
        <>
          <Typed {...props} label={t('Buy')} field="buy" />
          <Typed {...props} label={t('Get')} field="get" />
          <Typed {...props} label={t('Per cent off those')} field="percent" hint={t('100 is free')} />
          <Choice
            {...props}
            label={t('Which ones')}
            field="take"
            options={[
              ['cheapest', 'the cheapest'],
              ['dearest', 'the dearest'],
            ]}
          />
        </>
      );
    case 'bundle':
      return (
        <>
          <Typed {...props} label={t('Any so many pieces')} field="pieces" />
          <Typed {...props} label={t('Together for, {currency}', { currency })} field="amount" />
        </>
      );
    case 'tiers':
      return (
        <>
          <Choice
            {...props}
            label={t('Counted by')}
            field="by"
            options={[
              ['quantity', 'pieces'],
              ['spend', 'what they cost'],
            ]}
          />
          <Choice {...props} label={t('Off')} field="on" options={goodsOrOrder} />
          <Tiers {...props} />
        </>
      );
    case 'free-shipping':
      return (
        <Typed
          {...props}
          label={t('At most, {currency}', { currency })}
          field="amount"
          hint={t('Empty: all of it. Delivery is charged online.')}
        />
      );
    case 'gift':
      return (
        <>
          <Typed {...props} label={t('Pieces given')} field="pieces" />
          <div className={styles.wide}>
            <GoodsPicker
              {...props}
              target={draft.gift}
              onTarget={(gift) => set({ gift })}
              none={t('Choose what is given')}
            />
            <Wrong text={problems.gift} />
          </div>
        </>
      );
    case 'kept':
      return (
        <p className={`${styles.wide} t2`}>
          {t('{offer}. These fields cannot write it; it stays as it is unless you choose another kind.', {
            offer: offerText(draft.kept, { currency, name: (id) => names[id] ?? id }),
          })}
        </p>
      );
  }
}

/** What is given, on which goods. */
export function OfferCard(props: PartProps) {
  const { draft, set, disabled } = props;
  return (
    <Card aria-label={t('Offer')}>
      <header>
        <h2>{t('Then give')}</h2>
        <Select
          small
          className={styles.kind}
          aria-label={t('Kind of offer')}
          value={draft.kind}
          disabled={disabled}
          onChange={(event) => set({ kind: event.target.value as Draft['kind'] })}
        >
          {draft.kind === 'kept' ? <option value="kept">{t('As it was written')}</option> : null}
          {kinds.map(([kind, name]) => (
            <option key={kind} value={kind}>
              {t(name)}
            </option>
          ))}
        </Select>
      </header>
      <div className={styles.offer}>
        <Fields {...props} />
      </div>
      <div className={styles.line}>
        <span>{t('On')}</span>
        <GoodsPicker {...props} target={draft.goods} onTarget={(goods) => set({ goods })} none={t('everything')} />
      </div>
      <div className={styles.line}>
        <LeaveOut {...props} target={draft.goods} onTarget={(goods) => set({ goods })} />
      </div>
    </Card>
  );
}
