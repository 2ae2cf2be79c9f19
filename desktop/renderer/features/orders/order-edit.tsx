import type { EditPreview } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { useBridge } from '../../data/bridge.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { moneyText } from '../../ui/money.tsx';
import { Dock } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { commandKey } from '../../ui/platform.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { EditDifference, EditSettle } from './edit-difference.tsx';
import { changesIn, type EditDraft, editArgsOf, emptyEdit, missingIn } from './edit-draft.ts';
import { EditFields } from './edit-fields.tsx';
import { EditLines } from './edit-lines.tsx';
import styles from './order-edit.module.css';

interface Tried {
  readonly preview: EditPreview | null;
  readonly refused: string | null;
}

/** The dry run, asked anew after each change; an answer to an older question is not shown. */
function usePreview(order: OrderPage, draft: EditDraft): Tried {
  const bridge = useBridge();
  const [tried, setTried] = useState<Tried>({ preview: null, refused: null });
  const asked = useRef(0);
  const args = editArgsOf(order, draft);
  const question = args ? JSON.stringify(args) : '';
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    if (question === '') return setTried({ preview: null, refused: null });
    void bridge.call('orders.tryEdit', JSON.parse(question)).then(
      (preview) => mine === asked.current && setTried({ preview, refused: null }),
      (problem: Error) => mine === asked.current && setTried(({ preview }) => ({ preview, refused: problem.message })),
    );
  }, [bridge, question]);
  return tried;
}

function saveText({ open, currency }: EditPreview, settle: EditDraft['settle']): string {
  const amount = moneyText({ amount: Math.abs(open), currency });
  if (open === 0 || settle === 'later') return t('Save');
  return open > 0 ? t('Save and charge {amount}', { amount }) : t('Save and pay back {amount}', { amount });
}

/** An order as it would be: each change shows what it costs and moves before anything is done, and all of it is done at once. */
interface Props {
  readonly order: OrderPage;
  readonly onClose: () => void;
  /** Leaves the edit for a return; null where there is none to make */
  readonly onReturn: (() => void) | null;
  /** Puts what is edited among the rest of the page, and the dock at its foot. */
  readonly frame: (main: ReactNode, dock: ReactNode) => ReactNode;
}

export function OrderEdit({ order, onClose, onReturn, frame }: Props) {
  // What was seen is what is changed: the page goes on following the order beneath.
  const [seen, setSeen] = useState(order);
  const [draft, setDraft] = useState<EditDraft>(emptyEdit);
  const commands = useCommands();
  const { preview, refused } = usePreview(seen, draft);
  const args = editArgsOf(seen, draft);
  const changes = changesIn(seen, draft);
  const overtaken = order.version !== seen.version;
  const short = preview?.stock.some((row) => row.short) ?? false;
  const ready =
    args !== null && preview !== null && !refused && !overtaken && !short && !missingIn(draft) && !commands.isPending;
  function save(): void {
    if (!ready) return;
    const expectedTotal = preview.after.total;
    commands.mutate([{ name: 'orders.edit', args: { ...args, expectedTotal } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('{number} is changed', { number: order.number }) });
        onClose();
      },
    });
  }
  useKeys({ '$mod+s': save, Escape: () => changes === 0 && onClose() });
  const main = (
    <>
      {overtaken ? (
        <p className={styles.overtaken} role="alert">
          <State tone="warn">{t('Somebody else changed this order meanwhile')}</State>
          <span>{t('The timeline says what. Yours was not saved.')}</span>
          <Button size="small" onClick={() => setSeen(order)}>
            {t('Put mine on top of it')}
          </Button>
          <Button size="small" onClick={onClose}>
            {t('Look at it first')}
          </Button>
        </p>
      ) : null}
      <EditLines order={seen} draft={draft} preview={preview} onDraft={setDraft} onReturn={onReturn} />
      <EditFields order={seen} draft={draft} onDraft={setDraft} />
      {refused ? (
        <p className={styles.overtaken} role="alert">
          <State tone="bad">{refused}</State>
        </p>
      ) : null}
      {preview && args ? (
        <div className={styles.outcome}>
          <EditSettle preview={preview} settle={draft.settle} onSettle={(settle) => setDraft({ ...draft, settle })} />
          <EditDifference preview={preview} taxName={seen.taxName} />
        </div>
      ) : null}
    </>
  );
  const dock = (
    <Dock aria-label={t('Editing')}>
      <IconPencil size={18} stroke={1.75} aria-hidden="true" />
      <b className="strong">{t('Editing {number}', { number: order.number })}</b>
      <span className="t2">
        {changes === 0
          ? t('nothing changed yet')
          : t('{n, plural, one {# change} other {# changes}} · nothing is charged until you save', { n: changes })}
      </span>
      <span className="grow" />
      <Button size="small" onClick={onClose}>
        {t('Discard')}
      </Button>
      <Button size="small" look="primary" keys={commandKey('S')} disabled={!ready} onClick={save}>
        {preview ? saveText(preview, draft.settle) : t('Save')}
      </Button>
    </Dock>
  );
  return frame(main, dock);
}
