import { useEffect, useState } from 'react';
import type { TipOfSale } from '../../../bridge/drawer-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { useSteady } from '../../ui/use-steady.ts';

/** A tip stays with whom it was given, unless somebody says otherwise: it goes back as it came. */
export function TipBack({ saleId }: { readonly saleId: string }) {
  const { register, person } = useSession();
  const { data } = useRead('till.tipsOf', { orderId: saleId }, { enabled: may(person, 'till.return') });
  const sessionId = register?.session?.id;
  if (!register || sessionId === undefined) return null;
  return data?.map((tip) => <OneTip key={tip.id} {...{ tip, sessionId, registerId: register.id }} />);
}

interface OneProps {
  readonly tip: TipOfSale;
  readonly sessionId: string;
  readonly registerId: string;
}

function OneTip({ tip, sessionId, registerId }: OneProps) {
  const bridge = useBridge();
  const { data: devices } = useRead('till.devices', {});
  const { data: attempts = [] } = useRead('card.attempts', { orderId: tip.id });
  const [busy, setBusy] = useState(false);
  const { id: tipId, way, currency } = tip;
  const throughTerminal = tip.byProvider || (tip.byTerminal && devices?.terminal?.model === 'simulated');
  const last = attempts.at(-1);
  const amount = moneyText({ amount: tip.amount, currency });
  const run = (work: Promise<unknown>) => {
    setBusy(true);
    work.catch(sayRefused).finally(() => setBusy(false));
  };
  const record = (by: TipOfSale['way']) =>
    bridge.mutate('register.giveTipBack', { tipId, sessionId, registerId, way: by });
  const toCard = () =>
    throughTerminal && last?.state !== 'approved'
      ? bridge.call('card.refundTip', { attemptId: crypto.randomUUID(), tipId })
      : record('card');
  // What the terminal paid is recorded at once; where that did not come to pass, the next press does.
  const paid = useSteady(() => {
    if (last?.state === 'approved' && !busy) run(record('card'));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of an attempt is what it waits for
  useEffect(paid, [last?.id, last?.state]);
  const waits = busy || last?.state === 'open';
  return (
    <>
      {way === 'card' ? (
        <Button disabled={waits} onClick={() => run(toCard())}>
          {last?.state === 'open'
            ? t('The terminal gives the tip back')
            : throughTerminal
              ? t('Give the tip back too, {amount} to the card', { amount })
              : t('The terminal gave the tip back too, {amount}', { amount })}
        </Button>
      ) : null}
      <Button look={way === 'card' ? 'quiet' : undefined} disabled={waits} onClick={() => run(record('cash'))}>
        {way === 'card' ? t('In cash') : t('Give the tip back too, {amount} in cash', { amount })}
      </Button>
    </>
  );
}
