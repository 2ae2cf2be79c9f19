import { IconTruckDelivery } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TransferPage } from '../../../bridge/transfer-queries.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Alone, Detail, Dock, Page } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { ComingTransfer } from './coming-transfer.tsx';
import { DraftTransfer } from './draft-transfer.tsx';
import { type Plan, planOf } from './plan-transfer.tsx';
import { SendDialog } from './send-dialog.tsx';
import { Facts, Head } from './transfer-head.tsx';
import { TransferLines } from './transfer-lines.tsx';
import { suggestNumber } from './transfer-words.ts';
import styles from './transfers.module.css';

const route = getRouteApi('/shell/transfers/$transferId');
const back = '/transfers' as const;

/** Set aside: it waits for the van. */
function Ready({ transfer }: { readonly transfer: TransferPage }) {
  const { person } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const [sending, setSending] = useState(false);
  const noPlan = lockOf(person, 'stock.order');
  const { id: transferId, number } = transfer;
  useKeys({ Escape: () => void navigate({ to: back }) });
  return (
    <Page>
      <Alone>
        <Detail className={styles.detail}>
          <Head transfer={transfer} number={number} />
          <Facts transfer={transfer} />
          <TransferLines transfer={transfer} />
        </Detail>
      </Alone>
      <Dock aria-label={t('Next step')}>
        <IconTruckDelivery size={16} stroke={1.75} aria-hidden="true" />
        <span className="t2 cut">{t('Reserved where it lies. Nobody else can be promised it.')}</span>
        <span className="grow" />
        {(['reopenTransfer', 'cancelTransfer'] as const).map((name) => (
          <Button
            key={name}
            size="small"
            disabled={commands.isPending}
            locked={noPlan}
            onClick={() => commands.mutate([{ name: `inventory.${name}`, args: { transferId } }])}
          >
            {name === 'reopenTransfer' ? t('Change it') : t('Give up')}
          </Button>
        ))}
        <Button
          size="small"
          look="primary"
          disabled={commands.isPending}
          locked={lockOf(person, 'stock.receive')}
          onClick={() => setSending(true)}
        >
          {t('Send')}
        </Button>
      </Dock>
      {sending ? (
        <SendDialog
          number={number}
          toName={transfer.toName}
          busy={commands.isPending}
          onClose={() => setSending(false)}
          onSend={(by) =>
            commands.mutate([{ name: 'inventory.shipTransfer', args: { transferId, ...by } }], {
              onSuccess: () => toast({ tone: 'ok', title: t('{number} is on its way', { number }) }),
            })
          }
        />
      ) : null}
    </Page>
  );
}

function Ended({ transfer }: { readonly transfer: TransferPage }) {
  const navigate = useNavigate();
  useKeys({ Escape: () => void navigate({ to: back }) });
  return (
    <Page>
      <Alone>
        <Detail className={styles.detail}>
          <Head transfer={transfer} number={transfer.number} />
          <Facts transfer={transfer} />
          <TransferLines transfer={transfer} />
        </Detail>
      </Alone>
    </Page>
  );
}

/** One transfer, and the one next step that it waits for. */
export function TransferScreen() {
  const { transferId } = route.useParams();
  const { location, locations } = useSession();
  const read = useRead('transfers.one', { id: transferId });
  const [random] = useState(() => [...crypto.getRandomValues(new Uint8Array(4))]);
  if (read.error) return <Page>{<ReadFault error={read.error} />}</Page>;
  if (read.data === undefined) return <Page />;
  const transfer = read.data;
  if (transfer?.status === 'in-transit') return <ComingTransfer key={transferId} transfer={transfer} />;
  if (transfer?.status === 'ready') return <Ready transfer={transfer} />;
  if (transfer && transfer.status !== 'draft') return <Ended transfer={transfer} />;
  const fromId = location?.id ?? locations[0]?.id ?? '';
  const toId = locations.find(({ id }) => id !== fromId)?.id ?? '';
  const fresh: Plan = { number: suggestNumber(deskNow(), random), fromId, toId, note: '', expectedOn: '', lines: [] };
  const first = transfer ? planOf(transfer) : fresh;
  return <DraftTransfer key={transfer ? 'kept' : 'new'} id={transferId} transfer={transfer} first={first} />;
}
