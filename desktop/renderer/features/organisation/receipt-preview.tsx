import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { PaperPicture } from '../devices/paper-picture.tsx';
import styles from './receipt-card.module.css';
import { receiptProblem, wordsPrintedAt } from './receipt-draft.ts';
import type { StoreDraft } from './store-draft.ts';

const kinds = ['receipt', 'copy', 'gift'] as const;

/** A receipt as it comes out of the printer with what stands in the fields now: made of the very bytes it would be sent. */
export function ReceiptPreview({ draft, place }: { readonly draft: StoreDraft; readonly place: string }) {
  const bridge = useBridge();
  const [width, setWidth] = useState<80 | 58>(80);
  const [kind, setKind] = useState<(typeof kinds)[number]>('receipt');
  const { name, currency, locale, receipt } = draft;
  const { header, footer } = wordsPrintedAt(draft, place);
  const wrong = receiptProblem(draft) !== null;
  // What is half typed shows nothing yet.
  const shown = wrong && receipt ? { ...receipt, link: { address: '', words: '' } } : receipt;
  const args = { width, kind, storeName: name.trim(), header, footer, currency, locale, receipt: shown };
  const asked = useDeferredValue(JSON.stringify(args));
  const { data } = useQuery({
    queryKey: ['print.preview', asked],
    queryFn: () => bridge.call('print.preview', JSON.parse(asked) as typeof args),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const names = { receipt: t('Receipt'), copy: t('Copy'), gift: t('Gift receipt') };
  return (
    <div className={styles.sticky}>
      <div className={styles.choices}>
        <b>{t('On paper')}</b>
        <Select
          small
          aria-label={t('Which receipt')}
          value={kind}
          onChange={({ target: { value } }) => setKind(kinds.find((one) => one === value) ?? 'receipt')}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </Select>
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
