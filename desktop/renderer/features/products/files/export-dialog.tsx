import type { FileFormat } from '@tillhouse/shared/domains/catalog/files/writer.ts';
import { useState } from 'react';
import { useBridge } from '../../../data/bridge.ts';
import { deskNow } from '../../../data/clock.ts';
import { sayRefused } from '../../../data/writes.ts';
import { Button } from '../../../ui/button.tsx';
import { saveParts } from '../../../ui/csv.ts';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { dayKey } from '../../../ui/instants.ts';
import { countText } from '../../../ui/quantity.ts';
import { State } from '../../../ui/state.tsx';
import { t } from '../../../ui/text.ts';
import styles from './files.module.css';
import { ProgressLine } from './progress-line.tsx';
import { fileOf, type WhichProducts, type WrittenFile, writeProducts } from './write-products.ts';
import { toFocus } from './to-focus.ts';
import { useStop } from './use-stop.ts';

/** Products that may be written, in words, the one that is meant first. */
export interface Offered {
  readonly id: 'selected' | 'shown' | 'all';
  readonly words: string;
  readonly which: WhichProducts;
}

const formats = (): readonly (readonly [FileFormat, string, string])[] => [
  [
    'spreadsheet',
    t('Spreadsheet'),
    t('Edit prices, titles or weights in it and import it again: only what you changed is written.'),
  ],
  [
    'lossless',
    t('Lossless file'),
    t(
      'Everything there is of a product, to keep it or to take it to another shop. The same products are the same file.',
    ),
  ],
  [
    'shopify',
    t('Spreadsheet for Shopify'),
    t('Shopify’s own columns, as far as the catalogue fills them. What it has no place for is left out and counted.'),
  ],
];

type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'writing'; readonly done: number; readonly of: number }
  | { readonly at: 'done'; readonly file: WrittenFile; readonly name: string; readonly type: string };

export function ExportDialog({
  offered,
  onClose,
}: {
  readonly offered: readonly Offered[];
  readonly onClose: () => void;
}) {
  const bridge = useBridge();
  const [which, setWhich] = useState(offered[0]?.id ?? 'all');
  const [format, setFormat] = useState<FileFormat>('spreadsheet');
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const stop = useStop();

  async function write(): Promise<void> {
    stop.begin();
    setStep({ at: 'writing', done: 0, of: 0 });
    try {
      const chosen = offered.find(({ id }) => id === which)?.which ?? { view: 'all' };
      const file = await writeProducts(bridge, chosen, format, {
        progress: (done, of) => setStep({ at: 'writing', done, of }),
        stopped: stop.stopped,
      });
      if (!file) {
        setStep({ at: 'choose' });
        return;
      }
      const { name, type } = fileOf(format, dayKey(deskNow()));
      saveParts(name, file.parts, type);
      setStep({ at: 'done', file, name, type });
    } catch (problem) {
      sayRefused(problem);
      setStep({ at: 'choose' });
    }
  }

  if (step.at === 'choose')
    return (
      <FormDialog
        title={t('Export products')}
        width={520}
        action={t('Export')}
        ready
        onClose={onClose}
        onSubmit={() => void write()}
      >
        <fieldset className={styles.choices}>
          <legend>{t('Which products')}</legend>
          {offered.map(({ id, words }) => (
            <label key={id}>
              <input type="radio" name="which" checked={which === id} onChange={() => setWhich(id)} />
              <span>{words}</span>
            </label>
          ))}
        </fieldset>
        <fieldset className={styles.choices}>
          <legend>{t('As')}</legend>
          {formats().map(([id, name, about]) => (
            <label key={id}>
              <input type="radio" name="format" checked={format === id} onChange={() => setFormat(id)} />
              <span>{name}</span>
              <small>{about}</small>
            </label>
          ))}
        </fieldset>
      </FormDialog>
    );
  const writing = step.at === 'writing';
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Export products')}
      closeLabel={t('Close')}
      foot={
        writing ? (
          <Button onClick={stop.stop}>{t('Stop')}</Button>
        ) : (
          <>
            <Button onClick={() => saveParts(step.name, step.file.parts, step.type)}>{t('Save it again')}</Button>
            <Button look="primary" ref={toFocus} onClick={onClose}>
              {t('Done')}
            </Button>
          </>
        )
      }
    >
      {writing ? (
        <ProgressLine
          words={
            step.of === 0
              ? t('Looking which products there are')
              : t('{done} of {of} products are written', { done: countText(step.done), of: countText(step.of) })
          }
          {...step}
        />
      ) : (
        <Written file={step.file} name={step.name} />
      )}
    </Dialog>
  );
}

function Written({ file, name }: { readonly file: WrittenFile; readonly name: string }) {
  const { products, leftOut } = file;
  return (
    <>
      <State tone="ok" ink>
        {t('{name} is saved, with {n, plural, one {# product} other {# products}}.', {
          name,
          n: products - leftOut.products,
        })}
      </State>
      {leftOut.products > 0 ? (
        <p className={cx('t2', styles.beside)}>
          {t(
            '{n, plural, one {# product has} other {# products have}} more than three options and {n, plural, one {is} other {are}} left out: Shopify has no place for them.',
            { n: leftOut.products },
          )}
        </p>
      ) : null}
      {leftOut.variants > 0 ? (
        <p className={cx('t2', styles.beside)}>
          {t(
            '{n, plural, one {# archived variant is} other {# archived variants are}} left out: Shopify has no place for them.',
            { n: leftOut.variants },
          )}
        </p>
      ) : null}
    </>
  );
}
