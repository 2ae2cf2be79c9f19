import { IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TransferPage } from '../../../bridge/transfer-queries.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Alone, Detail, Dock, Page } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { isShort, type Plan, PlanTransfer, planArgs, planOf } from './plan-transfer.tsx';
import { SendDialog } from './send-dialog.tsx';
import { Head } from './transfer-head.tsx';
import styles from './transfers.module.css';

const back = '/transfers' as const;

/** A draft: written, set aside, or sent at once. */
export function DraftTransfer({
  id,
  transfer,
  first,
}: {
  readonly id: string;
  readonly transfer: TransferPage | null;
  readonly first: Plan;
}) {
  const { person, locations } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const [plan, setPlan] = useState(first);
  const [sending, setSending] = useState(false);
  const noPlan = lockOf(person, 'stock.order');
  const args = planArgs(id, plan);
  const dirty = transfer === null || JSON.stringify(plan) !== JSON.stringify(planOf(transfer));
  const short = plan.lines.filter(isShort).length;
  const units = plan.lines.reduce((sum, line) => sum + (line.scale > 0 ? 1 : line.quantity), 0);
  const save = dirty && args ? [{ name: 'inventory.saveTransfer', args }] : [];
  const ready = args !== null && !commands.isPending && noPlan === null;
  const run = (more: readonly { name: string; args: object }[], said: string) =>
    commands.mutate([...save, ...more], {
      onSuccess: () => {
        setSending(false);
        toast({ tone: 'ok', title: said });
      },
    });
  const keep = () => ready && dirty && run([], t('{number} is saved as a draft', { number: plan.number }));
  useKeys({ '$mod+s': () => void keep(), Escape: () => void navigate({ to: back }) });
  return (
    <Page>
      <Alone>
        <Detail className={styles.detail}>
          <Head transfer={transfer} number={plan.number} />
          <PlanTransfer plan={plan} onPlan={setPlan} disabled={noPlan !== null || commands.isPending} />
        </Detail>
      </Alone>
      <Dock aria-label={t('Next step')}>
        <IconPencil size={16} stroke={1.75} aria-hidden="true" />
        <span className="t2 cut" role="status">
          {plan.lines.length === 0
            ? t('Put in what is to go.')
            : short > 0
              ? t('{n, plural, one {# line is} other {# lines are}} more than is available there.', { n: short })
              : t('{n, plural, one {# unit} other {# units}} on {lines, plural, one {# line} other {# lines}}', {
                  ...{ n: units, lines: plan.lines.length },
                })}
        </span>
        <span className="grow" />
        {transfer ? (
          <Button
            size="small"
            disabled={commands.isPending}
            locked={noPlan}
            onClick={() =>
              commands.mutate([{ name: 'inventory.cancelTransfer', args: { transferId: id } }], {
                onSuccess: () => void navigate({ to: back }),
              })
            }
          >
            {t('Give up')}
          </Button>
        ) : null}
        <Button size="small" disabled={!ready || !dirty} locked={noPlan} onClick={() => void keep()}>
          {t('Save draft')}
        </Button>
        <Button
          size="small"
          disabled={!ready || short > 0}
          locked={lockOf(person, 'stock.receive')}
          onClick={() => setSending(true)}
        >
          {t('Send now')}
        </Button>
        <Button
          size="small"
          look="primary"
          disabled={!ready || short > 0}
          locked={noPlan}
          onClick={() =>
            run(
              [{ name: 'inventory.readyTransfer', args: { transferId: id } }],
              t('Set aside for {number}', { number: plan.number }),
            )
          }
        >
          {t('Set aside')}
        </Button>
      </Dock>
      {sending ? (
        <SendDialog
          number={plan.number}
          toName={locations.find((place) => place.id === plan.toId)?.name ?? ''}
          busy={commands.isPending}
          onClose={() => setSending(false)}
          onSend={(by) =>
            run(
              [{ name: 'inventory.shipTransfer', args: { transferId: id, ...by } }],
              t('{number} is on its way', { number: plan.number }),
            )
          }
        />
      ) : null}
    </Page>
  );
}
