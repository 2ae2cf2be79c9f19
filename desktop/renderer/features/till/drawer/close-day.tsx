import { IconCheck, IconPrinter, IconRotate } from '@tabler/icons-react';
import { withCounted } from '@tillhouse/shared/domains/register/z-report.ts';
import { useState } from 'react';
import type { Basket, RegisterSummary } from '../../../../bridge/views.ts';
import { useBridge } from '../../../data/bridge.ts';
import { useRead } from '../../../data/reads.ts';
import { useSending } from '../../../data/sending.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Bone } from '../../../ui/empty-state.tsx';
import { Area, Field } from '../../../ui/field.tsx';
import { Money, moneyText, parseMoney } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import styles from './close-day.module.css';
import { type Count, closingNote, countedSum } from './count.ts';
import { CountSheet } from './count-sheet.tsx';
import { OtherCash, OtherDifferences } from './other-cash.tsx';
import { Difference } from './difference.tsx';
import { XPaper, ZPaper } from './drawer-paper.tsx';

interface Props {
  readonly register: RegisterSummary;
  readonly currency: string;
  readonly store: { readonly name: string; readonly street: string };
  /** Sales that nobody finished yet */
  readonly parked: Basket['parked'];
  /** Other currencies that its till takes in cash */
  readonly foreign: readonly string[];
  readonly onBack: () => void;
  readonly onDone: () => void;
}

const reasons = ['Wrong change given', 'Not rung up', 'Paid out and not written down'];

/** The end of a day: counted before anybody sees what should be there, explained, closed with its Z report. */
export function CloseDay({ register, currency, store, parked, foreign, onBack, onDone }: Props) {
  const bridge = useBridge();
  const { busy, refused, send } = useSending();
  const sessionId = register.session?.id ?? '';
  // The register stands open until the paper was seen; what was open is kept while the host closes it.
  const [session] = useState(sessionId);
  const [count, setCount] = useState<Count>({});
  const [others, setOthers] = useState<Readonly<Record<string, string>>>({});
  const [locked, setLocked] = useState(false);
  const [first, setFirst] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [closed, setClosed] = useState(false);
  const [mutationId] = useState(() => crypto.randomUUID());
  const now = useRead('till.drawer', { sessionId: session }, { enabled: locked && !closed, keep: true }).data;
  const done = useRead('till.closings', { registerId: register.id }, { enabled: closed }).data?.find(
    (one) => one.sessionId === session,
  );
  const counted = countedSum(count);
  const elsewhere = parked.filter((one) => one.elsewhere).length;
  const off = now ? counted - now.report.drawer.expected : null;
  const countedOthers = foreign.map((one) => ({ currency: one, counted: parseMoney(others[one] || '0', one) }));
  const unread = countedOthers.some((one) => one.counted === null);
  const known = countedOthers.flatMap((one) => (one.counted === null ? [] : [{ ...one, counted: one.counted }]));
  const report = now && withCounted(now.report, known);
  const right = off === 0 && (report?.foreign ?? []).every(({ taken, counted: there }) => there === taken);
  const explained = right || reason.trim() !== '';

  async function close(): Promise<void> {
    const note = closingNote(reason, first === null ? null : moneyText({ amount: first, currency }));
    await bridge.mutate(
      'register.closeSession',
      {
        ...{ sessionId: session, registerId: register.id, counted, note },
        ...(known.length > 0 && { foreign: known }),
      },
      mutationId,
    );
    setClosed(true);
  }
  if (closed)
    return (
      <section className={styles.done} aria-label={t('The day is closed')}>
        <div>
          <h2 role="status">
            <IconCheck size={28} stroke={1.75} aria-hidden="true" /> {t('Closed and saved on this till')}
          </h2>
          <p>{t('The drawer can be put away. Its Z report can be printed again at any time.')}</p>
          <div className={styles.buttons}>
            <Button
              size="touch"
              icon={<IconPrinter size={24} stroke={1.75} aria-hidden="true" />}
              onClick={() => window.print()}
            >
              {t('Print the Z report')}
            </Button>
            <Button size="touch" look="primary" data-autofocus onClick={onDone}>
              {t('Done')}
            </Button>
          </div>
        </div>
        {done ? <ZPaper closed={done} copy={false} /> : <Bone />}
      </section>
    );
  return (
    <div className={styles.close}>
      <section aria-label={t('Count the drawer')}>
        <header>
          <span className={cx(styles.step, locked && styles.ready)}>{locked ? <IconCheck size={18} /> : '1'}</span>
          <h2>{t('Count the drawer')}</h2>
          <span className="t2">{locked ? t('Counted blind') : t('What should be there comes after')}</span>
        </header>
        {parked.length > 0 ? (
          <p className={styles.parked}>
            {t(
              '{n, plural, one {# sale is parked and stays so} other {# sales are parked and stay so}}: {amount}, not sold.',
              {
                n: parked.length,
                amount: moneyText({ amount: parked.reduce((sum, { total }) => sum + total, 0), currency }),
              },
            )}{' '}
            {elsewhere > 0
              ? t(
                  '{n, plural, one {# of them was parked at another till.} other {# of them were parked at other tills.}}',
                  {
                    n: elsewhere,
                  },
                )
              : null}
          </p>
        ) : null}
        <CountSheet
          currency={currency}
          count={count}
          locked={locked}
          onCount={(value, typed) => setCount((old) => ({ ...old, [value]: typed }))}
        />
        <OtherCash {...{ foreign, others, locked }} onCount={(one, typed) => setOthers({ ...others, [one]: typed })} />
        <div className={styles.total}>
          <span>{t('Counted cash')}</span>
          <Money amount={counted} currency={currency} />
        </div>
        <div className={styles.buttons}>
          {locked ? (
            <>
              <Button
                size="touch"
                icon={<IconRotate size={20} stroke={1.75} aria-hidden="true" />}
                disabled={first !== null}
                onClick={() => {
                  setFirst(counted);
                  setLocked(false);
                }}
              >
                {t('Count again')}
              </Button>
              <span className="t2">
                {first === null
                  ? t('Once. The first count is kept with the closing.')
                  : t('Counted twice; the first count is kept.')}
              </span>
            </>
          ) : (
            <>
              <Button size="touch" onClick={onBack}>
                {t('Not yet')}
              </Button>
              <Button size="touch" look="primary" disabled={unread} onClick={() => setLocked(true)}>
                {t('That is all')}
              </Button>
            </>
          )}
        </div>
      </section>
      <section aria-label={t('Explain the difference')} className={locked ? undefined : styles.later}>
        <header>
          <span className={styles.step}>2</span>
          <h2>{t('Explain the difference')}</h2>
        </header>
        {locked && now ? (
          <>
            <Difference now={now} counted={counted} currency={currency} />
            {report?.foreign ? <OtherDifferences foreign={report.foreign} /> : null}
            {right ? null : (
              <>
                <div className={styles.reasons}>
                  {reasons.map((one) => (
                    <button key={one} type="button" aria-pressed={reason === t(one)} onClick={() => setReason(t(one))}>
                      {t(one)}
                    </button>
                  ))}
                </div>
                <Field label={t('Why it differs')}>
                  {(control) => (
                    <Area
                      {...control}
                      rows={2}
                      maxLength={200}
                      value={reason}
                      onChange={(event) => setReason(event.target.value)}
                    />
                  )}
                </Field>
              </>
            )}
            {refused ? (
              <p className={styles.refused} role="alert">
                {refused}
              </p>
            ) : null}
            <div className={styles.buttons}>
              <Button size="touch" disabled={busy} onClick={onBack}>
                {t('Not yet')}
              </Button>
              <Button
                size="touch"
                look="primary"
                className={styles.grow}
                disabled={busy || !explained}
                onClick={() => send(close())}
              >
                {t('Close, Z {number}', { number: now.next })}
              </Button>
            </div>
          </>
        ) : (
          <p className="t2">{t('First count what lies in the drawer, without looking at what should be there.')}</p>
        )}
      </section>
      <section aria-label={t('Preview')} className={styles.preview}>
        <header>
          <h2>{t('Z report preview')}</h2>
          <span className="t2">{t('Not final')}</span>
        </header>
        {locked && now && report ? <XPaper now={{ ...now, report }} store={store} final /> : null}
      </section>
    </div>
  );
}
