import { checkVatId } from '@tillhouse/shared/domains/pricing/vat-id.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { percentText } from '../../data/percent.ts';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import styles from './organisation.module.css';

/** In words that `t` knows; it is taken all the same, since countries have numbers that we do not know. */
function vatHint(vatNumber: string): string {
  const { problem } = checkVatId(vatNumber);
  if (vatNumber.trim() !== '' && problem === 'digits') return 'Its check digits are wrong. Is a digit another one?';
  if (vatNumber.trim() !== '' && problem === 'form') return 'Numbers of that country look otherwise.';
  return 'On invoices, beside the name. With the country in front.';
}

/** In words that `t` knows. */
function deliveryHint(rule: PartProps['draft']['deliveryTax']): string {
  if (rule === 'goods') return 'Goods at several rates share it by what they cost.';
  if (rule === 'standard') return 'Whatever is delivered.';
  if (rule === 'untaxed') return 'Some states of the US leave it untaxed where the invoice names it apart.';
  return 'As the goods in the EU, the UK and most countries; in the US as the state does.';
}

/** Whether tax is in its prices, how it is rounded, and the rates that are its own. */
export function TaxCard({ draft, set, problems, organisation, locked }: PartProps) {
  const off = locked !== null;
  return (
    <Card aria-label={t('Taxes')}>
      <header>
        <h2>{t('Taxes')}</h2>
      </header>
      <div className={styles.fields}>
        <Field label={t('Prices are')}>
          {(control) => (
            <Select
              {...control}
              value={draft.pricesIncludeTax ? 'with' : 'without'}
              disabled={off}
              onChange={(event) => set({ pricesIncludeTax: event.target.value === 'with' })}
            >
              <option value="with">{t('With tax in them')}</option>
              <option value="without">{t('Before tax, which is added')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('Tax is rounded')}>
          {(control) => (
            <Select
              {...control}
              value={draft.taxRounding}
              disabled={off}
              onChange={(event) => set({ taxRounding: event.target.value as typeof draft.taxRounding })}
            >
              <option value="line">{t('On each line')}</option>
              <option value="document">{t('Once on the receipt')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('VAT number')} hint={t(vatHint(draft.vatNumber))}>
          {(control) => (
            <Input
              {...control}
              value={draft.vatNumber}
              maxLength={30}
              autoComplete="off"
              disabled={off}
              onChange={({ target: { value } }) => set({ vatNumber: value })}
            />
          )}
        </Field>
        <Field label={t('Delivery is taxed')} hint={t(deliveryHint(draft.deliveryTax))}>
          {(control) => (
            <Select
              {...control}
              value={draft.deliveryTax ?? ''}
              disabled={off}
              onChange={({ target: { value } }) =>
                set({ deliveryTax: value === '' ? null : (value as typeof draft.deliveryTax) })
              }
            >
              <option value="">{t('As its country has it')}</option>
              <option value="goods">{t('As the goods in it')}</option>
              <option value="standard">{t('At the standard rate')}</option>
              <option value="untaxed">{t('Not at all')}</option>
            </Select>
          )}
        </Field>
      </div>
      <div className={styles.block}>
        <h3>{t('Its own rates')}</h3>
        {organisation.taxRates.length === 0 ? (
          <p className="t2">{t('The organisation has no tax rates yet.')}</p>
        ) : (
          organisation.taxRates.map(({ taxClass, name, rate }) => (
            <div key={taxClass} className={styles.row}>
              <span className="cut">{name || taxClass}</span>
              <span className="sub num">{t('everywhere {rate} %', { rate: percentText(rate) })}</span>
              <Input
                small
                className={styles.percent}
                aria-label={t('{name} here, percent', { name: name || taxClass })}
                value={draft.taxes[taxClass] ?? ''}
                placeholder={percentText(rate)}
                inputMode="decimal"
                disabled={off}
                autoComplete="off"
                onChange={(event) => set({ taxes: { ...draft.taxes, [taxClass]: event.target.value } })}
              />
              <span>%</span>
            </div>
          ))
        )}
        {problems.taxes ? (
          <p className={styles.wrong} role="alert">
            {t(problems.taxes)}
          </p>
        ) : null}
      </div>
    </Card>
  );
}
