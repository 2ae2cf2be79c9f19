import { IconPackageImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TransferPage } from '../../../bridge/transfer-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { Alone, Detail, Dock, Page } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { playTone } from '../../ui/sounds.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { allCame, countOne, TakeIn, type TakingIn, takeInArgs } from './take-in.tsx';
import { Facts, Head } from './transfer-head.tsx';
import styles from './transfers.module.css';

const back = '/transfers' as const;

/** On its way: taken in where it goes, by scans or as a whole. */
export function ComingTransfer({ transfer }: { readonly transfer: TransferPage }) {
  const { person } = useSession();
  const bridge = useBridge();
  const navigate = useNavigate();
  const commands = useCommands();
  const [told, setTold] = useState<TakingIn>({});
  const [note, setNote] = useState('');
  const noReceive = lockOf(person, 'stock.receive');
  const args = takeInArgs(transfer, told, note.trim());
  const count = (way: 'received' | 'rejected' | 'cancelled') =>
    transfer.items.reduce((sum, { id, scale }) => sum + Math.ceil((told[id]?.[way] ?? 0) / 10 ** scale), 0);
  async function scan(code: string): Promise<void> {
    const [good] = await bridge.query('transfers.goods', { text: code, locationId: transfer.toId, scanned: true });
    const next = good && countOne(transfer, told, good.variantId);
    playTone(next ? 'right' : 'warn');
    if (next) setTold(next);
    else toast({ tone: 'warn', title: t('{code} is not on its way here, or all of it is counted', { code }) });
  }
  useScanner((code) => void scan(code).catch(() => playTone('wrong')));
  useKeys({ Escape: () => void navigate({ to: back }) });
  return (
    <Page>
      <Alone>
        <Detail className={styles.detail}>
          <Head transfer={transfer} number={transfer.number} />
          <Facts transfer={transfer} />
          <TakeIn transfer={transfer} told={told} onTold={setTold} />
          {count('rejected') > 0 ? (
            <Input
              aria-label={t('Why it is rejected')}
              placeholder={t('Why it is rejected')}
              value={note}
              maxLength={300}
              onChange={(event) => setNote(event.target.value)}
            />
          ) : null}
        </Detail>
      </Alone>
      <Dock aria-label={t('Next step')}>
        <IconPackageImport size={16} stroke={1.75} aria-hidden="true" />
        <span className="t2 cut" role="status">
          {args
            ? t('{came} came, {rejected} rejected and written off, {never} back on hand at {place}', {
                ...{ came: countText(count('received')), rejected: countText(count('rejected')) },
                ...{ never: countText(count('cancelled')), place: transfer.fromName },
              })
            : t('Scan what came, or say that all of it did.')}
        </span>
        <span className="grow" />
        <Button size="small" disabled={commands.isPending} onClick={() => setTold(args ? {} : allCame(transfer))}>
          {args ? t('Start again') : t('All of it came')}
        </Button>
        <Button
          size="small"
          look="primary"
          disabled={!args || commands.isPending}
          locked={noReceive}
          onClick={() =>
            args &&
            commands.mutate([{ name: 'inventory.receiveTransfer', args }], {
              onSuccess: () => {
                setTold({});
                setNote('');
                toast({ tone: 'ok', title: t('Taken in at {place}', { place: transfer.toName }) });
              },
            })
          }
        >
          {t('Take in')}
        </Button>
      </Dock>
    </Page>
  );
}
