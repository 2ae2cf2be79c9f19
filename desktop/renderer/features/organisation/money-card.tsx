import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { currenciesWith } from './choices.ts';
import { Chooser, type PartProps } from './editor-parts.tsx';
import styles from './organisation.module.css';

/** Its currency, what it sells from, what its pages can also be read in, and how cash is rounded. */
export function MoneyCard(props: PartProps) {
  const { draft, set, problems, organisation, locked } = props;
  const { person } = useSession();
  const making = useCommands();
  const off = locked !== null;
  const currencies = useMemo(() => currenciesWith(draft.currency), [draft.currency]);
  const open = organisation.places.filter(({ id }) => draft.places.includes(id)).flatMap((place) => place.open);
  const usual = organisation.priceLists.find(({ isDefault }) => isDefault);
  const lists = organisation.priceLists.filter(({ currency }) => currency === draft.currency);
  const byDefault = usual?.currency === draft.currency ? usual : undefined;
  function makeList(): void {
    const { currency } = draft;
    const list = { id: crypto.randomUUID(), name: `Retail ${currency}`, currency, isDefault: false };
    making.mutate([{ name: 'pricing.savePriceList', args: { list } }], {
      onSuccess: () => {
        set({ priceListId: list.id });
        toast({ tone: 'ok', title: t('{name} is made', { name: list.name }), message: t('It holds no price yet.') });
      },
    });
  }
  const hint =
    draft.priceListId !== null || byDefault
      ? undefined
      : t('No list is chosen, and the default one is in {currency}: nothing has a price here yet.', {
          currency: usual?.currency ?? '–',
        });
  return (
    <Card aria-label={t('Money')}>
      <header>
        <h2>{t('Money')}</h2>
      </header>
      <div className={styles.fields}>
        <Field
          label={t('Currency')}
          {...(open.length > 0 && { hint: t('Stays while drawers are open: {tills}.', { tills: open.join(', ') }) })}
        >
          {(control) => (
            <Chooser
              control={control}
              choices={currencies}
              value={draft.currency}
              disabled={off || open.length > 0}
              onChoose={(currency) => set({ currency, priceListId: null })}
            />
          )}
        </Field>
        <Field label={t('Sells from')} {...(hint && { hint })}>
          {(control) => (
            <Select
              {...control}
              value={draft.priceListId ?? ''}
              disabled={off}
              onChange={(event) => set({ priceListId: event.target.value || null })}
            >
              <option value="">{byDefault ? t('{list} (default)', { list: byDefault.name }) : t('No list')}</option>
              {lists
                .filter(({ id }) => id !== byDefault?.id || id === draft.priceListId)
                .map((list) => (
                  <option key={list.id} value={list.id}>
                    {list.name}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        <Field label={t('Cash is rounded to')} error={problems.coin ? t(problems.coin) : null}>
          {(control) => (
            <Input
              {...control}
              value={draft.coin}
              inputMode="decimal"
              disabled={off}
              autoComplete="off"
              onChange={(event) => set({ coin: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('Rounded')}>
          {(control) => (
            <Select
              {...control}
              value={draft.cashRoundingMode}
              disabled={off}
              onChange={(event) => set({ cashRoundingMode: event.target.value as typeof draft.cashRoundingMode })}
            >
              <option value="half-up">{t('To the nearest')}</option>
              <option value="down">{t('Down, for the shopper')}</option>
              <option value="up">{t('Up')}</option>
            </Select>
          )}
        </Field>
        <Field
          label={t('Lowest price beside a reduction')}
          hint={t('On its web pages, of the 30 days before; the EU asks for it.')}
        >
          {(control) => (
            <Select
              {...control}
              value={String(draft.namesPriorPrice)}
              disabled={off}
              onChange={({ target: { value } }) => set({ namesPriorPrice: value === 'null' ? null : value === 'true' })}
            >
              <option value="null">{t('As its country asks')}</option>
              <option value="true">{t('Always named')}</option>
              <option value="false">{t('Never named')}</option>
            </Select>
          )}
        </Field>
        <Field
          label={t('Paid back without asking, up to')}
          error={problems.returnLimit ? t(problems.returnLimit) : null}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.returnLimit}
              inputMode="decimal"
              disabled={off}
              autoComplete="off"
              onChange={(event) => set({ returnLimit: event.target.value })}
            />
          )}
        </Field>
      </div>
      {lists.length === 0 && may(person, 'prices.edit') ? (
        <div className={styles.block}>
          <Button size="small" disabled={off || making.isPending} onClick={makeList}>
            {t('Make a price list in {currency}', { currency: draft.currency })}
          </Button>
        </div>
      ) : null}
      <Further {...props} />
    </Card>
  );
}

/** Its pages in other currencies: each with the price list that says for how much. */
function Further({ draft, set, problems, organisation, locked }: PartProps) {
  const { currencies, currency: own } = draft;
  const off = locked !== null;
  const taken = new Set([own, ...currencies.map((one) => one.currency)]);
  const free = organisation.priceLists.filter(({ currency }) => !taken.has(currency));
  const [first] = free;
  return (
    <div className={styles.block}>
      <h3>{t('Its pages also sell in')}</h3>
      {currencies.length === 0 ? <p className="t2">{t('No other currency.')}</p> : null}
      {currencies.map((one) => (
        <div key={one.currency} className={styles.row}>
          <b className="num">{one.currency}</b>
          <Select
            small
            aria-label={t('Price list for {currency}', { currency: one.currency })}
            value={one.priceListId}
            disabled={off}
            onChange={(event) =>
              set({
                currencies: currencies.map((each) =>
                  each.currency === one.currency ? { ...each, priceListId: event.target.value } : each,
                ),
              })
            }
          >
            {organisation.priceLists
              .filter(({ currency }) => currency === one.currency)
              .map((list) => (
                <option key={list.id} value={list.id}>
                  {list.name}
                </option>
              ))}
          </Select>
          <Button
            square
            size="small"
            look="quiet"
            aria-label={t('No longer in {currency}', { currency: one.currency })}
            disabled={off}
            icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => set({ currencies: currencies.filter((each) => each.currency !== one.currency) })}
          />
        </div>
      ))}
      {problems.currencies ? <p className={styles.wrong}>{t(problems.currencies)}</p> : null}
      {first ? (
        <Select
          small
          className={styles.adder}
          aria-label={t('Add a currency')}
          value=""
          disabled={off}
          onChange={(event) => {
            const list = free.find(({ id }) => id === event.target.value);
            if (list) set({ currencies: [...currencies, { currency: list.currency, priceListId: list.id }] });
          }}
        >
          <option value="">{t('Add a currency')}</option>
          {free.map((list) => (
            <option key={list.id} value={list.id}>
              {list.currency} · {list.name}
            </option>
          ))}
        </Select>
      ) : (
        <p className="sub">
          <IconPlus size={14} stroke={1.75} aria-hidden="true" />{' '}
          {t('Make a price list in another currency, and it can be added here.')}
        </p>
      )}
    </div>
  );
}
