import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';

/** A tip stays with whom it was given, unless somebody says otherwise: it goes back in cash from the drawer. */
export function TipBack({ saleId }: { readonly saleId: string }) {
  const bridge = useBridge();
  const { register, person } = useSession();
  const { data } = useRead('till.tipsOf', { orderId: saleId }, { enabled: may(person, 'till.return') });
  const [busy, setBusy] = useState(false);
  const session = register?.session;
  const [first] = data ?? [];
  if (!first || !register || !session) return null;
  const { currency } = first;
  const amount = data?.reduce((sum, tip) => sum + tip.amount, 0) ?? 0;
  async function give(): Promise<void> {
    setBusy(true);
    try {
      for (const { id: tipId } of data ?? [])
        await bridge.mutate('register.giveTipBack', {
          ...{ tipId, sessionId: session?.id, registerId: register?.id, way: 'cash' },
        });
    } catch (problem) {
      sayRefused(problem);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button disabled={busy} onClick={() => void give()}>
      {t('Give the tip back too, {amount} in cash', { amount: moneyText({ amount, currency }) })}
    </Button>
  );
}
