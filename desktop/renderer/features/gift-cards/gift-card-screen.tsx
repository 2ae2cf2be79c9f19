import { IconArrowBackUp, IconGiftCard, IconLock, IconLockOpen, IconPlusMinus, IconPrinter } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CreditMovementRow, CreditPage } from '../../../bridge/credit-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card, CrumbText, Detail, Page, PageHead } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { CardSlip } from './card-slip.tsx';
import { creditName, creditState, lastDayText, movementName } from './credit-words.ts';
import styles from './gift-cards.module.css';

const route = getRouteApi('/shell/gift-cards/$creditId');

function Movement({ row, currency, credit }: { row: CreditMovementRow; currency: string; credit: CreditPage }) {
  const bridge = useBridge();
  const { person } = useSession();
  const { order } = row;
  function giveBack(orderId: string): void {
    bridge
      .mutate('credit.release', { takeId: row.id, creditId: credit.id, orderId })
      .then(() => toast({ tone: 'ok', title: t('Given back'), message: t('It can be spent again.') }))
      .catch(sayRefused);
  }
  return (
    <tr>
      <td className="t2">
        {dayText(row.occurredAt, { year: true })} {clockText(row.occurredAt)}
      </td>
      <td>
        {row.waits !== null ? (
          <span className={styles.wait}>
            <State tone="warn">{t('Set aside, never sold')}</State>
            {lockOf(person, 'till.sell') === null ? (
              <LinkButton onClick={() => giveBack(row.waits ?? '')}>{t('Give it back')}</LinkButton>
            ) : null}
          </span>
        ) : (
          movementName(row.kind)
        )}
      </td>
      <td>
        {order ? (
          <Link to="/orders/$orderId" params={{ orderId: order.id }}>
            {order.number}
          </Link>
        ) : (
          <span className="t2">{row.reason}</span>
        )}
      </td>
      <td className="t2 cut">{row.actorName}</td>
      <td className="num">
        <Money amount={row.amount} currency={currency} symbol={false} />
      </td>
      <td className="num">
        <Money amount={row.balance} currency={currency} symbol={false} />
      </td>
    </tr>
  );
}

function CreditView({ credit }: { readonly credit: CreditPage }) {
  const bridge = useBridge();
  const navigate = useNavigate();
  const { person } = useSession();
  const [adjusting, setAdjusting] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const locked = lockOf(person, 'credit.issue');
  const { currency, balance, status, expiresOn } = credit;
  const { tone, text } = creditState(credit);
  const blocked = status === 'blocked';
  useKeys({ Escape: () => void navigate({ to: '/gift-cards' }) });
  function turn(): void {
    const next = blocked ? ('active' as const) : ('blocked' as const);
    bridge
      .mutate('credit.setStatus', { creditId: credit.id, status: next, seen: credit.updatedAt })
      .then(() =>
        toast({
          tone: 'ok',
          title: blocked ? t('It pays again') : t('Blocked'),
          message: blocked ? t('At this desk now, elsewhere once it is sent.') : t('What is on it stays on it.'),
        }),
      )
      .catch(sayRefused);
  }
  function print(): void {
    bridge
      .call('credit.printAgain', { creditId: credit.id })
      .then((kept) => setCode(kept.code))
      .catch(sayRefused);
  }
  return (
    <Page>
      <Detail>
        <PageHead>
          <Link to="/gift-cards">
            <CrumbText>{t('Gift cards')}</CrumbText>
          </Link>
          <h1>{creditName(credit)}</h1>
          <State tone={tone}>{text}</State>
          {credit.unsent ? <State tone="waiting">{t('Not sent yet')}</State> : null}
          <div className="grow" />
          {credit.printable ? (
            <Button
              size="small"
              icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
              locked={locked}
              onClick={print}
            >
              {t('Print the card')}
            </Button>
          ) : null}
          <Button
            size="small"
            icon={
              blocked ? (
                <IconLockOpen size={16} stroke={1.75} aria-hidden="true" />
              ) : (
                <IconLock size={16} stroke={1.75} aria-hidden="true" />
              )
            }
            locked={locked}
            onClick={turn}
          >
            {blocked ? t('Let it pay again') : t('Block')}
          </Button>
          <Button
            size="small"
            look="primary"
            icon={<IconPlusMinus size={16} stroke={1.75} aria-hidden="true" />}
            locked={locked ?? (blocked ? t('It is blocked.') : null)}
            onClick={() => setAdjusting(true)}
          >
            {t('Add or take off')}
          </Button>
        </PageHead>
        <Card className={styles.body}>
          <dl className={styles.figures}>
            <div className={styles.big}>
              <dt>{t('On it')}</dt>
              <dd className="num">
                <Money amount={balance} currency={currency} />
              </dd>
            </div>
            {credit.customer ? (
              <div>
                <dt>{t('Customer')}</dt>
                <dd>
                  <Link to="/customers/$customerId" params={{ customerId: credit.customer.id }}>
                    {credit.customer.name || t('A customer')}
                  </Link>
                </dd>
              </div>
            ) : null}
            <div>
              <dt>{t('Since')}</dt>
              <dd>{dayText(credit.issuedAt, { year: true })}</dd>
            </div>
            <div>
              <dt>{t('Good until')}</dt>
              <dd>{lastDayText(expiresOn)}</dd>
            </div>
          </dl>
          {credit.kind === 'gift-card' && !credit.printable ? (
            <p className="t2">
              {t('Its code is kept nowhere but on the card. If it is lost, block this one and issue another.')}
            </p>
          ) : null}
        </Card>
        <Card>
          <header>
            <h2>{t('What moved it')}</h2>
          </header>
          <Ledger widths={[190, 250, null, 150, 110, 120]} aria-label={t('What moved it')}>
            <thead>
              <tr>
                <th scope="col">{t('When')}</th>
                <th scope="col">{t('What')}</th>
                <th scope="col">{t('For')}</th>
                <th scope="col">{t('Who')}</th>
                <th scope="col" className="num">
                  {currency}
                </th>
                <th scope="col" className="num">
                  {t('On it then')}
                </th>
              </tr>
            </thead>
            <tbody>
              {credit.movements.map((row) => (
                <Movement key={row.id} row={row} currency={currency} credit={credit} />
              ))}
            </tbody>
          </Ledger>
        </Card>
      </Detail>
      {adjusting ? (
        <AdjustDialog
          {...{ creditId: credit.id, title: creditName(credit), currency, balance }}
          onClose={() => setAdjusting(false)}
        />
      ) : null}
      {code === null ? null : (
        <CardSlip {...{ code, amount: balance, currency, expiresOn }} onClose={() => setCode(null)} />
      )}
    </Page>
  );
}

/** One gift card, or the store credit of one customer: what is on it, and every line that made it so. */
export function GiftCardScreen() {
  const { creditId } = route.useParams();
  const read = useRead('credit.one', { id: creditId });
  if (read.data === null)
    return (
      <Page>
        <EmptyState
          icon={<IconGiftCard size={48} stroke={1.1} aria-hidden="true" />}
          title={t('This card is not on this desk')}
          actions={
            <Link to="/gift-cards">
              <IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" /> {t('Back to the gift cards')}
            </Link>
          }
        />
      </Page>
    );
  if (!read.data) return <Page>{read.error ? <ReadFault error={read.error} /> : null}</Page>;
  return <CreditView key={read.data.id} credit={read.data} />;
}
