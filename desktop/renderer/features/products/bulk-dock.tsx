import { IconCircleHalf2, IconCurrencyPound, IconFileExport, IconRulerMeasure } from '@tabler/icons-react';
import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Dock, DockRule } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import type { Selection } from '../../ui/selection.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { BulkSizesDialog } from './bulk-sizes-dialog.tsx';
import { type PriceChange, type PriceStep, parseTenths, priceChanges } from './bulk-prices.ts';
import type { ProductParams } from './product-views.ts';

type Status = 'active' | 'draft' | 'archived';

/** Rows a command takes at once. */
const CHUNK = 500;

export interface BulkDockProps {
  readonly selection: Selection;
  readonly total: number;
  readonly params: Omit<ProductParams, 'offset' | 'limit'>;
  readonly onExport: () => void;
}

/** Everything that can be done with the ticked rows, at the foot of the page. */
export function BulkDock({ selection, total, params, onExport }: BulkDockProps) {
  const bridge = useBridge();
  const { person } = useSession();
  const [pricing, setPricing] = useState(false);
  const [measuring, setMeasuring] = useState(false);
  const [busy, setBusy] = useState(false);
  const count = selection.all ? total : selection.ids.size;

  async function chosenIds(): Promise<string[]> {
    if (!selection.all) return [...selection.ids];
    const ids: string[] = [];
    while (ids.length < total) {
      const { rows } = await bridge.query('products.index', { ...params, offset: ids.length, limit: 1000 });
      if (rows.length === 0) break;
      for (const row of rows) ids.push(row.id);
    }
    return ids;
  }

  async function work(run: (ids: string[]) => Promise<string>): Promise<void> {
    setBusy(true);
    try {
      toast({ tone: 'ok', title: await run(await chosenIds()) });
      selection.clear();
    } catch (problem) {
      sayRefused(problem);
    } finally {
      setBusy(false);
    }
  }

  const setStatus = (status: Status) =>
    work(async (ids) => {
      for (let at = 0; at < ids.length; at += CHUNK)
        await bridge.mutate('catalog.setStatus', { productIds: ids.slice(at, at + CHUNK), status });
      return t('Status set on {n, plural, one {# product} other {# products}}', { n: ids.length });
    });

  const stepPrices = (step: PriceStep) =>
    work(async (ids) => {
      let waiting: PriceChange[] = [];
      let done = 0;
      const send = async () => {
        if (waiting.length > 0) await bridge.mutate('pricing.setPrice', { priceListId: null, changes: waiting });
        done += waiting.length;
        waiting = [];
      };
      for (const id of ids) {
        const product = await bridge.query('products.one', { id });
        const more = product ? priceChanges(product.variants, step) : [];
        if (waiting.length + more.length > CHUNK) await send();
        waiting.push(...more);
      }
      await send();
      return t('{n, plural, one {# price} other {# prices}} changed', { n: done });
    });

  return (
    <Dock aria-label={t('Selected products')}>
      <Check
        label={t('Clear the selection')}
        checked={selection.all}
        some={!selection.all}
        onChange={selection.clear}
      />
      <b className="bold">{t('{n} selected', { n: countText(count) })}</b>
      {selection.all ? null : (
        <LinkButton onClick={selection.selectAll}>{t('Select all {n} matching', { n: countText(total) })}</LinkButton>
      )}
      <DockRule />
      <Button
        size="small"
        icon={<IconCurrencyPound size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => setPricing(true)}
        disabled={busy}
        locked={lockOf(person, 'prices.edit')}
      >
        {t('Edit prices')}
      </Button>
      <Button
        size="small"
        icon={<IconRulerMeasure size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => setMeasuring(true)}
        disabled={busy}
        locked={lockOf(person, 'products.edit')}
      >
        {t('Weights and sizes')}
      </Button>
      <Button
        size="small"
        icon={<IconFileExport size={16} stroke={1.75} aria-hidden="true" />}
        onClick={onExport}
        disabled={busy}
      >
        {t('Export')}
      </Button>
      <Menu
        label={t('Set status')}
        trigger={
          <Button size="small" icon={<IconCircleHalf2 size={16} stroke={1.75} aria-hidden="true" />} disabled={busy}>
            {t('Set status')}
          </Button>
        }
        items={[
          { id: 'active', label: t('Active'), onSelect: () => void setStatus('active') },
          { id: 'draft', label: t('Draft'), onSelect: () => void setStatus('draft') },
          { id: 'archived', label: t('Archived'), onSelect: () => void setStatus('archived'), danger: true },
        ]}
      />
      <span className="grow" />
      {busy ? (
        <span className="t2" role="status">
          {t('Working…')}
        </span>
      ) : null}
      <Button size="small" look="quiet" keys="Esc" onClick={selection.clear}>
        {t('Clear')}
      </Button>
      {measuring ? (
        <BulkSizesDialog
          ids={chosenIds}
          onClose={() => setMeasuring(false)}
          onSaved={() => {
            setMeasuring(false);
            selection.clear();
          }}
        />
      ) : null}
      {pricing ? (
        <PriceDialog
          count={count}
          onClose={() => setPricing(false)}
          onStep={(step) => {
            setPricing(false);
            void stepPrices(step);
          }}
        />
      ) : null}
    </Dock>
  );
}

function PriceDialog({
  count,
  onClose,
  onStep,
}: {
  readonly count: number;
  readonly onClose: () => void;
  readonly onStep: (step: PriceStep) => void;
}) {
  const [text, setText] = useState('');
  const [ending, setEnding] = useState<PriceStep['ending']>(0);
  const tenths = parseTenths(text);
  const ready = tenths !== null && tenths !== 0 && tenths > -1000;
  const submit = () => ready && onStep({ tenths, ending });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Edit prices of {n, plural, one {# product} other {# products}}', { n: count })}
      closeLabel={t('Close')}
      width={440}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" onClick={submit} disabled={!ready}>
            {t('Change prices')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        style={{ display: 'grid', gap: 16 }}
      >
        <Field
          label={t('Change by, in per cent')}
          hint={t('10 raises by a tenth, -7.5 lowers. All variants of each product.')}
          error={text !== '' && tenths === null ? t('Write a number such as 10 or -7.5') : null}
        >
          {(control) => (
            <Input
              {...control}
              value={text}
              onChange={(event) => setText(event.target.value)}
              inputMode="decimal"
              data-autofocus
              autoComplete="off"
            />
          )}
        </Field>
        <Field label={t('Ending')}>
          {(control) => (
            <Select
              {...control}
              value={ending}
              onChange={(event) => setEnding(Number(event.target.value) as PriceStep['ending'])}
            >
              <option value={0}>{t('Exact to the penny')}</option>
              <option value={100}>{t('Round to .99')}</option>
              <option value={50}>{t('Round to .49 or .99')}</option>
            </Select>
          )}
        </Field>
      </form>
    </Dialog>
  );
}
