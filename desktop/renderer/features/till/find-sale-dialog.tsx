import { IconReceiptOff, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { SaleFilter } from '../../../bridge/find-sale-queries.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { t } from '../../ui/text.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { FoundSaleRow } from './found-sale-row.tsx';
import { understood } from './found-sale-words.ts';
import { LookFurther } from './look-further.tsx';
import styles from './find-sale.module.css';

interface Props {
  readonly onClose: () => void;
  readonly onChoose: (orderId: string) => void;
  readonly onNoReceipt: () => void;
}

const list = 'sales-found';

function Narrow({ filter, onFilter }: { readonly filter: SaleFilter; readonly onFilter: (next: SaleFilter) => void }) {
  const { register } = useSession();
  const { days, tender, here, ...rest } = filter;
  const all = { ...rest, ...(days && { days }), ...(tender && { tender }), ...(here && { here }) };
  const without = (key: keyof SaleFilter): SaleFilter => {
    const { [key]: _, ...kept } = all;
    return kept;
  };
  return (
    <div className={styles.filters}>
      <Select
        aria-label={t('When it was sold')}
        value={days ?? ''}
        onChange={({ target: { value } }) => onFilter(value ? { ...all, days: Number(value) } : without('days'))}
      >
        <option value="">{t('Any day')}</option>
        <option value="1">{t('Today')}</option>
        <option value="7">{t('The last 7 days')}</option>
        <option value="30">{t('The last 30 days')}</option>
      </Select>
      <Select
        aria-label={t('How it was paid')}
        value={tender ?? ''}
        onChange={({ target: { value } }) =>
          onFilter(value ? { ...all, tender: value as NonNullable<SaleFilter['tender']> } : without('tender'))
        }
      >
        <option value="">{t('Paid any way')}</option>
        <option value="cash">{t('Cash')}</option>
        <option value="card">{t('Card')}</option>
        <option value="gift-card">{t('Gift card')}</option>
        <option value="store-credit">{t('Store credit')}</option>
        <option value="online">{t('Paid online')}</option>
      </Select>
      <Select
        aria-label={t('Where it was sold')}
        value={here ? 'here' : ''}
        onChange={({ target: { value } }) => onFilter(value ? { ...all, here: true } : without('here'))}
      >
        <option value="">{t('Sold anywhere')}</option>
        {register ? <option value="here">{register.name}</option> : null}
      </Select>
    </div>
  );
}

/** Which sale comes back: by its receipt, or by all that people know of it. One field understands them all. */
export function FindSaleDialog({ onClose, onChoose, onNoReceipt }: Props) {
  const { person } = useSession();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<SaleFilter>({});
  const [at, setAt] = useState(0);
  const wanted = text.trim();
  const { data, isFetching } = useRead('till.findSales', { text: wanted, filter }, { keep: true });
  const rows = data?.rows ?? [];
  const marked = Math.min(at, rows.length - 1);
  useScanner((code) => {
    setText(code);
    setFilter({});
    setAt(0);
  });

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt(Math.max(0, Math.min(rows.length - 1, marked + step)));
    const one = rows[marked];
    // What is on the screen may be the answer to what was typed before.
    if (event.key === 'Enter' && one && !isFetching && one.back !== 'all') onChoose(one.id);
    if (step !== 0 || event.key === 'Enter') event.preventDefault();
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      width="920px"
      title={t('What comes back?')}
      closeLabel={t('Close')}
      foot={
        <>
          <LookFurther answer={data} text={wanted} />
          <span className="grow" />
          <Button size="touch" locked={lockOf(person, 'till.return-without-receipt')} onClick={onNoReceipt}>
            {t('No receipt')}
          </Button>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
        </>
      }
    >
      <div className={styles.find}>
        <label className={styles.box}>
          <IconSearch size={24} stroke={1.75} aria-hidden="true" />
          <span className="visually-hidden">{t('Receipt, name, telephone, e-mail, card, day or amount')}</span>
          <input
            data-autofocus
            role="combobox"
            aria-expanded={rows.length > 0}
            aria-controls={list}
            aria-activedescendant={rows[marked] ? `sale-${rows[marked].id}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('Scan the receipt, or say what you know')}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        <Narrow
          filter={filter}
          onFilter={(next) => {
            setFilter(next);
            setAt(0);
          }}
        />
        <p className={styles.said} role="status">
          {wanted === '' ? (
            t('Number, name, telephone, e-mail, last 4 digits of the card, day or amount, e.g. “4417 14 Nov”.')
          ) : data ? (
            <>
              {understood(data.words, rows[0]?.currency)}
              {' · '}
              {data.more
                ? t('More than {n}: say more of it', { n: rows.length })
                : t('{n, plural, =0 {no sale} one {# sale} other {# sales}}', { n: rows.length })}
            </>
          ) : null}
        </p>
        <div id={list} role="listbox" aria-label={t('Sales found')} className={styles.rows}>
          {rows.map((sale, index) => (
            <FoundSaleRow
              key={sale.id}
              sale={sale}
              marked={index === marked}
              onChoose={() => (sale.back === 'all' ? setAt(index) : onChoose(sale.id))}
            />
          ))}
        </div>
        {data && rows.length === 0 ? (
          <EmptyState
            icon={<IconReceiptOff size={40} stroke={1.25} aria-hidden="true" />}
            title={wanted ? t('No sale fits “{text}”', { text: wanted }) : t('Nothing was sold here yet')}
          >
            {t('Leave out what is not certain: the day alone, or the last four digits of the card.')}
          </EmptyState>
        ) : null}
        {rows.length > 0 ? (
          <p className={styles.keys}>
            <KeyHint keys="↑" /> <KeyHint keys="↓" /> {t('choose')} <KeyHint keys="Enter" /> {t('open')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
