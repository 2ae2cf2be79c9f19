import { FileProblem, type RowProblem } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import { csvCell, csvCopy, csvLine } from '@tillhouse/shared/kernel/csv.ts';
import { IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { problemText, useBridge } from '../../../data/bridge.ts';
import { Button } from '../../../ui/button.tsx';
import { saveParts } from '../../../ui/csv.ts';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { countText } from '../../../ui/quantity.ts';
import { State } from '../../../ui/state.tsx';
import { t } from '../../../ui/text.ts';
import styles from './files.module.css';
import { PlanSummary, Problems } from './plan-summary.tsx';
import { ProgressLine } from './progress-line.tsx';
import { LARGEST_FILE } from './read-products.ts';
import { ShopSummary } from './shop-summary.tsx';
import { type LookedAt, lookAt, type ShopChoices, type Taken, takeIn } from './take-products.ts';
import { toFocus } from './to-focus.ts';
import { useStop } from './use-stop.ts';

type Step =
  | { readonly at: 'choose'; readonly problem: string | null }
  | { readonly at: 'working'; readonly words: string; readonly done: number; readonly of: number }
  | { readonly at: 'look'; readonly name: string; readonly found: LookedAt }
  | { readonly at: 'done'; readonly taken: Taken; readonly problems: readonly RowProblem[]; readonly found: LookedAt };

const noChoices: ShopChoices = { stockAt: null, pricesAsOwn: false };

/** Products that would be written. */
const toWrite = ({ kind, plan }: LookedAt): number => (kind === 'own' ? plan.planned.length : plan.products.length);

/** Brings a file of products in, our own or that of another shop system: read, compared, shown, and only then written. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const [step, setStep] = useState<Step>({ at: 'choose', problem: null });
  const [choices, setChoices] = useState(noChoices);
  const stop = useStop();

  const talk = (words: (done: string, of: string) => string) => ({
    stopped: stop.stopped,
    progress: (done: number, of: number) =>
      setStep({ at: 'working', words: words(countText(done), countText(of)), done, of }),
  });

  async function look(file: File): Promise<void> {
    if (file.size > LARGEST_FILE) {
      setStep({ at: 'choose', problem: t('A file of products has at most 200 MB.') });
      return;
    }
    stop.begin();
    setStep({ at: 'working', words: t('Reading {name}', { name: file.name }), done: 0, of: 1 });
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const found = await lookAt(bridge, bytes, () => crypto.randomUUID(), {
        reading: talk(() => t('Reading {name}', { name: file.name })),
        comparing: talk((done, of) => t('{done} of {of} products compared with the shop', { done, of })),
      });
      setChoices(noChoices);
      setStep(found ? { at: 'look', name: file.name, found } : { at: 'choose', problem: null });
    } catch (error) {
      const why = error instanceof FileProblem ? error.message : problemText(error, t('The file cannot be read.'));
      setStep({ at: 'choose', problem: t('{why} Nothing was changed.', { why }) });
    }
  }

  async function take(found: LookedAt): Promise<void> {
    stop.begin();
    const words = found.kind === 'own' ? t('Writing what differs') : t('Writing what is new');
    setStep({ at: 'working', words, done: 0, of: toWrite(found) });
    try {
      const taken = await takeIn(
        bridge,
        found,
        talk((done, of) => t('{done} of {of} products are in', { done, of })),
        choices,
      );
      const problems = [...found.plan.problems, ...taken.refused];
      setStep({ at: 'done', taken, problems, found });
    } catch (error) {
      const why = problemText(error, t('The desk did not answer.'));
      setStep({
        at: 'choose',
        problem: t('{why} What was written before stays; bring the same file in again to go on.', { why }),
      });
    }
  }

  switch (step.at) {
    case 'choose':
      return (
        <Frame onClose={onClose} foot={<Button onClick={onClose}>{t('Cancel')}</Button>}>
          <Choose problem={step.problem} onFile={(file) => void look(file)} />
        </Frame>
      );
    case 'working':
      return (
        <Frame onClose={onClose} foot={<Button onClick={stop.stop}>{t('Stop')}</Button>}>
          <ProgressLine {...step} />
        </Frame>
      );
    case 'look': {
      const { found, name } = step;
      const count = toWrite(found);
      const { problems } = found.plan;
      return (
        <Frame
          wide
          title={name}
          onClose={onClose}
          foot={
            <>
              <Button onClick={() => setStep({ at: 'choose', problem: null })}>{t('Another file')}</Button>
              {problems.length > 0 ? (
                <Button onClick={() => saveProblems(problems, found)}>{t('Save the rows not taken')}</Button>
              ) : null}
              <Button onClick={onClose}>{count > 0 ? t('Cancel') : t('Close')}</Button>
              {count > 0 ? (
                <Button look="primary" onClick={() => void take(found)}>
                  {t('Bring in {n, plural, one {# product} other {# products}}', { n: count })}
                </Button>
              ) : null}
            </>
          }
        >
          {found.kind === 'own' ? (
            <PlanSummary plan={found.plan} />
          ) : (
            <ShopSummary plan={found.plan} shop={found.shop} choices={choices} onChoices={setChoices} />
          )}
        </Frame>
      );
    }
    case 'done':
      return (
        <Frame
          wide={step.problems.length > 0}
          onClose={onClose}
          foot={
            <>
              {step.problems.length > 0 ? (
                <Button onClick={() => saveProblems(step.problems, step.found)}>
                  {t('Save the rows that were not taken')}
                </Button>
              ) : null}
              <Button look="primary" ref={toFocus} onClick={onClose}>
                {t('Done')}
              </Button>
            </>
          }
        >
          <Done {...step} />
        </Frame>
      );
  }
}

/** Of another shop system's file with the cells as they stood, to mend them there. */
function saveProblems(
  problems: readonly (RowProblem & { readonly fields?: readonly string[] })[],
  found: LookedAt,
): void {
  const columns = found.kind === 'shop' ? found.plan.columns : [];
  const head = csvLine([t('Line'), t('Row'), t('Why'), ...columns].map(csvCell));
  const rows = problems.map(({ line, about, reason, fields = [] }) =>
    csvLine([...[line, about, reason].map(csvCell), ...fields.map(csvCopy)]),
  );
  saveParts('products-not-taken.csv', ['\uFEFF', head, ...rows], 'text/csv');
}

interface FrameProps {
  readonly wide?: boolean;
  readonly title?: string;
  readonly foot: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Frame({ wide = false, title, foot, onClose, children }: FrameProps) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title ? t('Import {name}', { name: title }) : t('Import products')}
      closeLabel={t('Close')}
      width={wide ? 760 : 520}
      foot={foot}
    >
      {children}
    </Dialog>
  );
}

function Choose({ problem, onFile }: { readonly problem: string | null; readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is the mouse's way; the button is everybody's */}
      <div
        className={cx(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) onFile(file);
        }}
      >
        <span>
          {t('A file of products as Export writes it, or one of Shopify, WooCommerce or Spree. Drop it here, or')}
        </span>
        <Button
          data-autofocus
          icon={<IconFileImport size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {t('Choose a file')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('File of products')}
          accept=".csv,.tsv,.txt,.jsonl,.json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            // The same file again is a choice too.
            event.target.value = '';
            if (file) onFile(file);
          }}
        />
      </div>
      {problem ? (
        <p role="alert" className={styles.refused}>
          {problem}
        </p>
      ) : (
        <p className={cx('t2', styles.beside)}>
          {t(
            'You see what would change before anything is written. Products that are not in the file stay as they are. To change prices, two columns are enough: SKU and Price.',
          )}
        </p>
      )}
    </>
  );
}

function Done({ taken, problems }: { readonly taken: Taken; readonly problems: readonly RowProblem[] }) {
  const { made, changed, shop, stopped } = taken;
  const done = shop
    ? t(
        '{made, plural, one {# product} other {# products}} with {variants, plural, one {# variant} other {# variants}} are in.',
        { made, variants: shop.variants },
      )
    : t(
        '{made, plural, one {# new product} other {# new products}}, {changed, plural, one {# changed} other {# changed}}.',
        { made, changed },
      );
  return (
    <>
      <State tone={stopped ? 'warn' : 'ok'} ink>
        {done}{' '}
        {shop && shop.units > 0
          ? t('{n, plural, one {# unit} other {# units}} of opening stock are counted in.', { n: shop.units })
          : ''}{' '}
        {stopped ? t('Stopped there: the rest is as it was. Bring the same file in again to go on.') : ''}
      </State>
      <Problems problems={problems} />
    </>
  );
}
