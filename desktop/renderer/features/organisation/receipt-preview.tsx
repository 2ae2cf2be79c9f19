import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { PaperPicture } from '../devices/paper-picture.tsx';
import styles from './organisation.module.css';
import type { StoreDraft } from './store-draft.ts';

/** A receipt as it comes out of the printer with what stands in the fields now: made of the very bytes it would be sent. */
export function ReceiptPreview({ draft }: { readonly draft: StoreDraft }) {
  const bridge = useBridge();
  const [width, setWidth] = useState<80 | 58>(80);
  const { name, receiptHeader, receiptFooter, currency, locale } = draft;
  const asked = useDeferredValue(JSON.stringify({ name, receiptHeader, receiptFooter, currency, locale, width }));
  const { data } = useQuery({
    queryKey: ['print.preview', asked],
    queryFn: () =>
      bridge.call('print.preview', {
        ...{ width, storeName: name.trim(), header: receiptHeader, footer: receiptFooter, currency, locale },
      }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return (
    <div className={styles.receipt}>
      <div className={styles.row}>
        <b>{t('How it comes out')}</b>
        <Select
          small
          aria-label={t('Paper')}
          value={width}
          onChange={({ target: { value } }) => setWidth(value === '58' ? 58 : 80)}
        >
          <option value={80}>{t('80 mm')}</option>
          <option value={58}>{t('58 mm')}</option>
        </Select>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={styles.roll} aria-label={t('Receipt as it is printed')} tabIndex={0}>
        {data ? <PaperPicture printed={data} columns={width === 58 ? 32 : 48} /> : null}
      </section>
    </div>
  );
}
