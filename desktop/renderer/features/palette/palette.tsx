import { IconArrowRight, IconReceipt, IconSearch, IconTag, IconUser } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { Fragment, type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import type { QueryMap } from '../../../bridge/queries.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { closeSurface } from '../../ui/surfaces.ts';
import { matchingActions } from './actions.ts';
import styles from './palette.module.css';
import { KeyHint } from '../../ui/key-hint.tsx';

type Hit = QueryMap['palette.search']['result'][number];

interface Option {
  readonly id: string;
  readonly group: string;
  readonly icon: typeof IconTag;
  readonly title: string;
  readonly text: string;
  readonly amount: number | null;
  readonly keys: string;
  readonly to: string;
}

const groups = { variant: 'Products', product: 'Products', order: 'Orders', customer: 'Customers' } as const;
const icons = { variant: IconTag, product: IconTag, order: IconReceipt, customer: IconUser } as const;

function hitOption(hit: Hit): Option {
  return {
    id: `${hit.kind}-${hit.id}`,
    group: groups[hit.kind],
    icon: icons[hit.kind],
    title: hit.title,
    text: hit.text,
    amount: hit.amount,
    keys: '',
    to: hit.to,
  };
}

/** The title with the typed words underlined. */
function Marked({ title, text }: { readonly title: string; readonly text: string }) {
  const words = text
    .replace(/^[#@/>]/, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return title;
  const parts = title.split(new RegExp(`(${words.join('|')})`, 'gi'));
  return parts.map((part, index) => {
    const key = `${index}${part}`;
    return index % 2 === 1 ? <mark key={key}>{part}</mark> : <Fragment key={key}>{part}</Fragment>;
  });
}

/** Ctrl K: find anything, go anywhere. Answers from this machine, so it works offline. */
export function Palette() {
  const router = useRouter();
  const { store } = useSession();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const back = useRef(document.activeElement as HTMLElement | null);
  const wanted = useDeferredValue(text.trim());
  const onlyActions = text.trim().startsWith('>');
  const found = useRead('palette.search', { text: wanted }, { keep: true, enabled: wanted.length > 0 && !onlyActions });
  const hits = wanted.length > 0 && !onlyActions ? (found.data ?? []).map(hitOption) : [];
  const actions = /^[#@/]/.test(text.trim())
    ? []
    : matchingActions(text.replace(/^\s*>/, '')).map(
        (action): Option => ({ ...action, group: 'Actions', icon: IconArrowRight, text: '', amount: null }),
      );
  const order = ['Products', 'Orders', 'Customers', 'Actions'];
  const options = [...hits, ...actions].sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));

  useEffect(() => {
    field.current?.focus();
    const focus = back.current;
    return () => focus?.focus?.();
  }, []);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  function open(option: Option | undefined): void {
    if (!option) return;
    closeSurface();
    router.history.push(option.to);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') closeSurface();
    else if (event.key === 'ArrowDown') setChosen((old) => Math.min(options.length - 1, old + 1));
    else if (event.key === 'ArrowUp') setChosen((old) => Math.max(0, old - 1));
    else if (event.key === 'Enter') open(options[chosen]);
    else if (event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Esc does the same */}
      <div className={styles.scrim} onClick={closeSurface} />
      <div
        className={styles.palette}
        role="dialog"
        aria-modal="true"
        aria-label={t('Search or run a command')}
        onKeyDown={onKeyDown}
      >
        <div className={styles.ask}>
          <IconSearch size={18} stroke={1.75} aria-hidden="true" />
          <input
            ref={field}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={options[chosen] ? `palette-${chosen}` : undefined}
            aria-label={t('Search or run a command')}
            placeholder={t('Product, order, customer or command')}
            autoComplete="off"
            spellCheck={false}
          />
          <span className="meta" role="status">
            {text
              ? t('{n, plural, =0 {nothing found} one {# result} other {# results}} · works offline', {
                  n: options.length,
                })
              : t('works offline')}
          </span>
          <KeyHint keys="Esc" />
        </div>
        <div className={styles.list} id="palette-list" role="listbox" aria-label={t('Results')} ref={list}>
          {options.length === 0 ? (
            <div className={styles.none}>{t('Nothing is called that. Try a SKU, an order number or a name.')}</div>
          ) : null}
          {options.map((option, index) => {
            const Icon = option.icon;
            const first = options[index - 1]?.group !== option.group;
            return (
              <Fragment key={option.id}>
                {first ? (
                  <div className={styles.group} role="presentation">
                    {t(option.group)}
                  </div>
                ) : null}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled on the field */}
                <div
                  id={`palette-${index}`}
                  data-index={index}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === chosen}
                  className={`${styles.option} ${index === chosen ? 'on-soft' : ''}`}
                  onClick={() => open(option)}
                  onMouseMove={() => setChosen(index)}
                >
                  <span className={styles.icon}>
                    <Icon size={16} stroke={1.75} aria-hidden="true" />
                  </span>
                  <span className="cut grow">
                    <span className="strong">
                      <Marked title={option.title} text={text} />
                    </span>{' '}
                    <span className="sub">
                      <Marked title={option.text} text={text} />
                    </span>
                  </span>
                  {option.amount === null ? null : (
                    <Money className={`num ${styles.amount}`} amount={option.amount} currency={store.currency} />
                  )}
                  <span className={styles.key}>
                    {option.keys ? <kbd>{option.keys}</kbd> : index === chosen ? <kbd>↵</kbd> : null}
                  </span>
                </div>
              </Fragment>
            );
          })}
        </div>
        <div className={styles.foot} aria-hidden="true">
          <span>
            <kbd>/</kbd>
            {t('product')}
          </span>
          <span>
            <kbd>#</kbd>
            {t('order')}
          </span>
          <span>
            <kbd>@</kbd>
            {t('customer')}
          </span>
          <span>
            <kbd>&gt;</kbd>
            {t('action')}
          </span>
          <span className="grow" />
          <span>
            <kbd>↑</kbd>
            <kbd>↓</kbd>
            {t('move')}
          </span>
          <span>
            <kbd>↵</kbd>
            {t('open')}
          </span>
          <span>{countText(options.length)}</span>
        </div>
      </div>
    </>
  );
}
