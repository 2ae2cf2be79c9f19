import { receiptOf, type StoreReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import { useState } from 'react';
import { Area, Check, Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import { LogoField } from './logo-field.tsx';
import styles from './receipt-card.module.css';
import { ReceiptParts } from './receipt-parts.tsx';
import { ReceiptPreview } from './receipt-preview.tsx';
import { withWords, wordsAt } from './receipt-draft.ts';

/** How receipts of a store are made up, beside one as it comes out of the printer. */
export function ReceiptCard({ draft, set, problems, organisation, locked }: PartProps) {
  const [place, setPlace] = useState('');
  const off = locked !== null;
  const receipt = receiptOf(draft);
  const change = (patch: Partial<StoreReceipt>) => set({ receipt: { ...receipt, ...patch } });
  const shops = organisation.places.filter(({ id, kind }) => draft.places.includes(id) && kind === 'shop');
  const words = wordsAt(draft, place);
  const areas = [
    ['header', t('Words at the head'), t('Such as telephone and number for taxes.')],
    ['footer', t('Words at the foot'), t('Such as how long goods are taken back.')],
  ] as const;
  return (
    <Card className={styles.card} aria-label={t('Receipts')}>
      <header>
        <h2>{t('Receipts')}</h2>
        <span className="sub cut">{t('Goods, sums, taxes and what signed them are always on it.')}</span>
      </header>
      <div className={styles.frame}>
        <div className={styles.split}>
          <div className={styles.left}>
            <LogoField value={receipt.logo} disabled={off} onChange={(logo) => change(withLogo(receipt, logo))} />
            <div className={styles.two}>
              <ReceiptParts
                label={t('Head, from the top')}
                names={{ logo: t('Logo'), name: t('Name'), address: t('Address'), words: t('Words') }}
                value={receipt.head}
                disabled={off}
                onChange={(head) => change({ head })}
              />
              <ReceiptParts
                label={t('Foot, from the top')}
                names={{ number: t('Number'), words: t('Words'), link: t('QR code') }}
                value={receipt.foot}
                always="number"
                disabled={off}
                onChange={(foot) => change({ foot })}
              />
            </div>
            {shops.length > 1 ? (
              <Field
                label={t('Words of')}
                hint={place === '' ? t('For every location that has none of its own.') : t('Left empty: as the store.')}
              >
                {(control) => (
                  <Select {...control} value={place} onChange={(event) => setPlace(event.target.value)}>
                    <option value="">{t('The store')}</option>
                    {shops.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            ) : null}
            <div className={styles.two}>
              {areas.map(([name, label, hint]) => (
                <Field key={name} label={label} hint={hint}>
                  {(control) => (
                    <Area
                      {...control}
                      rows={3}
                      value={words[name]}
                      placeholder={
                        place === '' ? undefined : name === 'header' ? draft.receiptHeader : draft.receiptFooter
                      }
                      maxLength={400}
                      disabled={off}
                      onChange={(event) => set(withWords(draft, place, { [name]: event.target.value }))}
                    />
                  )}
                </Field>
              ))}
            </div>
            {receipt.foot.includes('link') ? (
              <div className={styles.two}>
                <Field
                  label={t('The QR code leads to')}
                  hint={t('{number} stands for that of the receipt.', { number: '{number}' })}
                  error={problems.link ? t(problems.link) : null}
                >
                  {(control) => (
                    <Input
                      {...control}
                      value={receipt.link.address}
                      maxLength={300}
                      disabled={off}
                      spellCheck={false}
                      autoComplete="off"
                      placeholder="https://"
                      onChange={(event) => change({ link: { ...receipt.link, address: event.target.value.trim() } })}
                    />
                  )}
                </Field>
                <Field label={t('Line beneath it')}>
                  {(control) => (
                    <Input
                      {...control}
                      value={receipt.link.words}
                      maxLength={120}
                      disabled={off}
                      onChange={(event) => change({ link: { ...receipt.link, words: event.target.value } })}
                    />
                  )}
                </Field>
              </div>
            ) : null}
            <Field label={t('Words at the foot of a gift receipt')} hint={t('Left empty: as on every other.')}>
              {(control) => (
                <Area
                  {...control}
                  value={receipt.giftWords}
                  maxLength={400}
                  disabled={off}
                  onChange={(event) => change({ giftWords: event.target.value })}
                />
              )}
            </Field>
            {(
              [
                ['cashier', t('Name who sold it')],
                ['eachPrice', t('Price of one also where one was sold')],
              ] as const
            ).map(([name, label]) => (
              <div key={name} className={styles.tick}>
                <Check
                  label={label}
                  checked={receipt[name]}
                  disabled={off}
                  onChange={(event) => change({ [name]: event.target.checked })}
                />
                <span aria-hidden="true">{label}</span>
              </div>
            ))}
          </div>
          <div className={styles.right}>
            <ReceiptPreview draft={draft} place={place} />
          </div>
        </div>
      </div>
    </Card>
  );
}

/** A first logo goes to the top of the head; one that is taken away leaves its place to the next one. */
function withLogo({ head }: StoreReceipt, logo: StoreReceipt['logo']): Partial<StoreReceipt> {
  return { logo, ...(logo && !head.includes('logo') && { head: ['logo', ...head] }) };
}
