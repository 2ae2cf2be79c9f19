import {
  IconArrowBackUp,
  IconArrowLeft,
  IconBarcode,
  IconCircleCheck,
  IconFlag,
  IconKeyboard,
  IconMinus,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { syncWords } from '../../data/sync-words.ts';
import { sayRefused, useCommands } from '../../data/writes.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Picture } from '../../ui/picture.tsx';
import { countText } from '../../ui/quantity.ts';
import { playTone } from '../../ui/sounds.ts';
import { Pill } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { type ScanEntry, ScanResult } from './scan-result.tsx';
import styles from './scan.module.css';
import { TypeCode } from './type-code.tsx';

const route = getRouteApi('/receiving/$receivingId');
const tones = { right: 'right', wrong: 'warn', unknown: 'wrong' } as const;

/** One instruction at a time. A wrong scan never changes anything and says what was expected. */
export function ScanScreen() {
  const { receivingId } = route.useParams();
  const blind = receivingId === 'blind';
  const { person, location } = useSession();
  const bridge = useBridge();
  const navigate = useNavigate();
  const commands = useCommands();
  const words = syncWords(useSyncStatus());
  const order = useRead('receiving.one', { id: receivingId }, { enabled: !blind, keep: true }).data;
  const [entries, setEntries] = useState<readonly ScanEntry[]>([]);
  const [typing, setTyping] = useState(false);
  const number = order?.number ?? null;
  const lines = order?.lines ?? [];
  const sum = (pick: (line: (typeof lines)[number]) => number) => lines.reduce((total, line) => total + pick(line), 0);
  const ordered = sum((line) => line.ordered);
  const received = sum((line) => Math.min(line.received, line.ordered));
  const complete = lines.filter((line) => line.received >= line.ordered).length;
  const kept = entries.filter((entry) => entry.outcome === 'right' && !entry.undone);
  const last = kept[0];
  const latest = entries[0];
  const lastLine = lines.find((line) => line.variantId === last?.variantId);
  const image = lastLine?.image ?? null;

  async function scan(code: string): Promise<void> {
    const scanId = crypto.randomUUID();
    try {
      const answer = await bridge.call('receiving.scan', { purchaseOrderId: blind ? null : receivingId, code, scanId });
      playTone(tones[answer.outcome]);
      setEntries((old) => [{ ...answer, scanId, code, at: deskNow(), undone: false }, ...old].slice(0, 200));
    } catch (problem) {
      playTone('wrong');
      sayRefused(problem);
    }
  }
  useScanner((code) => void scan(code));

  function undo(entry: ScanEntry | undefined): void {
    if (!entry || commands.isPending) return;
    commands.mutate([{ name: 'inventory.undoReceive', args: { scanId: entry.scanId } }], {
      onSuccess: () =>
        setEntries((old) => old.map((one) => (one.scanId === entry.scanId ? { ...one, undone: true } : one))),
    });
  }

  const short = ordered - received;
  function finish(): void {
    const leave = () => void navigate({ to: '/receiving' });
    toast({
      tone: 'ok',
      title: t('{n, plural, one {# unit} other {# units}} received', { n: kept.length }),
      message: short > 0 && !blind ? t('{n} still expected; the order stays open.', { n: short }) : undefined,
    });
    if (blind || short > 0 || !may(person, 'stock.order')) {
      leave();
      return;
    }
    commands.mutate(
      [{ name: 'inventory.closePurchaseOrder', args: { purchaseOrderId: receivingId, status: 'received' } }],
      { onSettled: leave },
    );
  }

  useKeys({ Escape: () => void navigate({ to: '/receiving' }), '$mod+z': () => undo(last) });
  const current =
    last && (lastLine?.received ?? last.received ?? kept.filter((entry) => entry.variantId === last.variantId).length);
  const ofText = lastLine ? t('of {n} on this line', { n: countText(lastLine.ordered) }) : t('added in this delivery');
  const toGo = lastLine ? Math.max(0, lastLine.ordered - lastLine.received) : null;
  return (
    <div className={styles.screen} data-density="touch">
      <header className={styles.top}>
        <Link to="/receiving" className={styles.back} aria-label={t('Back to receiving')}>
          <IconArrowLeft size={24} stroke={1.75} className="flip" aria-hidden="true" />
        </Link>
        <h1 className={cx(styles.title, 'cut')} style={{ font: '600 16px/24px var(--font)' }}>
          {blind ? t('Receive without an order') : t('Receive {number}', { number: number ?? '' })}{' '}
          <span className="cut">{blind ? location?.name : order?.supplier}</span>
        </h1>
        <span className="grow" />
        {blind ? (
          <b className="bold">{t('{n} scanned', { n: kept.length })}</b>
        ) : (
          <div className={styles.progress}>
            <b>
              {t('{n} of {all}', { n: countText(received), all: countText(ordered) })} <span>{t('units')}</span>
            </b>
            <span className={styles.bar} aria-hidden="true">
              <i style={{ display: 'block', width: `${ordered > 0 ? Math.round((received * 100) / ordered) : 0}%` }} />
            </span>
          </div>
        )}
        <Pill big mood={words.mood} onClick={() => navigate({ to: '/sync' })}>
          {words.text}
        </Pill>
      </header>
      <main className={styles.main}>
        <section className={styles.do} aria-label={t('Scan')}>
          <div className={styles.ask}>
            {short === 0 && !blind && ordered > 0 ? t('All here') : last ? t('Scan next item') : t('Scan an item')}
          </div>
          <div className={styles.sub}>
            {blind
              ? t('Into {place}', { place: location?.name ?? '' })
              : [
                  t('{n} of {all, plural, one {# line} other {# lines}} complete', { n: complete, all: lines.length }),
                  order?.bay ? t('into bay {bay}', { bay: order.bay }) : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
          </div>
          {last ? (
            <>
              <div className={styles.hit}>
                <Picture address={image} name={last.title} size={136} />
                <div>
                  <div className={styles.added}>
                    <IconCircleCheck size={24} stroke={1.75} aria-hidden="true" />
                    {t('Added 1')}
                  </div>
                  <div className={styles.name}>{last.title}</div>
                  <div className={styles.codes}>
                    {[last.sku, last.code].filter((one, index, all) => one && all.indexOf(one) === index).join(' · ')}
                  </div>
                </div>
              </div>
              <div className={styles.qty}>
                <button
                  type="button"
                  onClick={() => undo(last)}
                  disabled={commands.isPending}
                  aria-label={t('One fewer')}
                >
                  <IconMinus size={24} stroke={1.75} aria-hidden="true" />
                </button>
                <b aria-live="polite">{countText(current ?? 0)}</b>
                <button type="button" onClick={() => void scan(last.code)} aria-label={t('One more')}>
                  <IconPlus size={24} stroke={1.75} aria-hidden="true" />
                </button>
                <div className={styles.of}>
                  <b>{ofText}</b>
                  <br />
                  {[
                    toGo === null ? null : t('{n} to go', { n: countText(toGo) }),
                    last.onHandBefore === null ? null : t('{n} in stock before', { n: countText(last.onHandBefore) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
            </>
          ) : (
            <div className={styles.hit} style={{ border: 0, color: 'var(--text-3)' }}>
              <IconBarcode size={96} stroke={0.8} aria-hidden="true" />
              <p className="t2">{t('Hold the scanner over a barcode. Or type the code.')}</p>
            </div>
          )}
        </section>
        <section className={styles.log} aria-label={t('Last scans')}>
          <h2>{entries.length > 0 ? t('Last scans') : t('Scans appear here')}</h2>
          <ul aria-live="assertive">
            {entries.slice(0, 3).map((entry) => (
              <ScanResult key={entry.scanId} entry={entry} orderNumber={number}>
                {entry.outcome === 'unknown' ? (
                  <>
                    <Link
                      to="/products"
                      search={{ view: 'all', q: entry.code }}
                      className={buttonClass({ size: 'touch' })}
                    >
                      <IconSearch size={18} stroke={1.75} aria-hidden="true" />
                      {t('Look for it')}
                    </Link>
                    <Button size="touch" onClick={() => setEntries((old) => old.filter((one) => one !== entry))}>
                      {t('Ignore')}
                    </Button>
                  </>
                ) : null}
              </ScanResult>
            ))}
          </ul>
        </section>
      </main>
      <footer className={styles.foot}>
        <Button
          icon={<IconArrowBackUp size={24} stroke={1.75} className="flip" aria-hidden="true" />}
          onClick={() => undo(last)}
          disabled={!last || commands.isPending}
        >
          {t('Undo last scan')}
        </Button>
        <Button icon={<IconKeyboard size={24} stroke={1.75} aria-hidden="true" />} onClick={() => setTyping(true)}>
          {t('Type a code')}
        </Button>
        <Link
          to="/stock/$variantId"
          params={{ variantId: last?.variantId ?? '' }}
          disabled={!last?.variantId}
          className={buttonClass({})}
          aria-disabled={!last?.variantId}
        >
          <IconSearch size={24} stroke={1.75} aria-hidden="true" />
          {t('See its stock')}
        </Link>
        <Button
          look={short === 0 && !blind && ordered > 0 ? 'primary' : 'plain'}
          icon={<IconFlag size={24} stroke={1.75} aria-hidden="true" />}
          onClick={finish}
        >
          {blind || ordered === 0
            ? t('Finish')
            : short > 0
              ? t('Finish, {n} short', { n: countText(short) })
              : t('Finish, all here')}
        </Button>
      </footer>
      {latest ? (
        <div
          key={latest.scanId}
          className={cx(
            styles.frame,
            styles.fade,
            latest.outcome === 'wrong' && styles.frameWrong,
            latest.outcome === 'unknown' && styles.frameUnknown,
          )}
        />
      ) : null}
      {typing ? (
        <TypeCode
          onClose={() => setTyping(false)}
          onCode={(code) => {
            setTyping(false);
            void scan(code);
          }}
        />
      ) : null}
    </div>
  );
}
