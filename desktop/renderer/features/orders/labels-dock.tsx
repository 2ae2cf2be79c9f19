import { IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import type { OrderRow } from '../../../bridge/order-queries.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import type { IndexColumn } from '../../ui/index-table.tsx';
import { Dock } from '../../ui/page.tsx';
import type { Selection } from '../../ui/selection.ts';
import { t } from '../../ui/text.ts';
import { BatchLabelsDialog } from './batch-labels-dialog.tsx';

/** As many as somebody packs before they look again. */
export const MOST = 100;

/** Which orders are ticked. */
export function tickColumn(selection: Selection, shown: readonly string[]): IndexColumn<OrderRow> {
  const some = selection.ids.size > 0;
  return {
    ...{ id: 'tick', track: '24px', free: true },
    header: (
      <Check
        label={t('Select the first {n}', { n: shown.length })}
        checked={false}
        some={some}
        onChange={() => (some ? selection.clear() : selection.add(shown))}
        tabIndex={-1}
      />
    ),
    cell: (row) => (
      <Check
        label={t('Select {name}', { name: row.number })}
        checked={selection.has(row.id)}
        onClick={(event) => {
          event.stopPropagation();
          selection.toggle(row.id);
        }}
        onChange={() => {}}
        tabIndex={-1}
      />
    ),
  };
}

/** What can be done with ticked orders that wait to be sent. */
export function LabelsDock({ selection }: { readonly selection: Selection }) {
  const [buying, setBuying] = useState<readonly string[] | null>(null);
  const count = selection.ids.size;
  return (
    <>
      {count > 0 ? (
        <Dock aria-label={t('With the selected orders')}>
          <b>{t('{n, plural, one {# order} other {# orders}} selected', { n: count })}</b>
          <LinkButton onClick={selection.clear}>{t('Clear')}</LinkButton>
          <span className="grow" />
          {count > MOST ? <span className="t2">{t('At most {n} at once', { n: MOST })}</span> : null}
          <Button
            look="primary"
            disabled={count > MOST}
            icon={<IconTag size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => setBuying([...selection.ids])}
          >
            {t('Buy labels')}
          </Button>
        </Dock>
      ) : null}
      {buying ? (
        <BatchLabelsDialog
          ids={buying}
          onClose={() => {
            setBuying(null);
            selection.clear();
          }}
        />
      ) : null}
    </>
  );
}
