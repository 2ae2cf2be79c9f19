import { IconBuildingBank, IconFileImport } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef, useState } from 'react';
import type { LedgerDays, PayoutShown } from '../../../bridge/ledger-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import page from '../../ui/dated-page.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { calendarDayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { moneyText } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { bankDraft } from './bank-draft.ts';
import { partText, payoutStanding } from './payout-words.ts';
import styles from './ledger.module.css';

interface Props {
  readonly days: LedgerDays;
  /** Of lines of the bank that name none */
  readonly currency: string;
}

/** What providers paid out: expected = provider = ledger = bank, or what of it is not. */
export function PayoutsCard({ days, currency }: Props) {
  const bridge = useBridge();
  const queryKey = ['ledger.payouts', days];
  const { data, error } = useQuery({ queryKey, queryFn: () => bridge.call('ledger.payouts', days), retry: false });
  if (error) return <ReadFault error={error} />;
  if (!data) return null;
  return (
    <>
      <BankFile currency={currency} known={data.bankLines} />
      {data.payouts.length === 0 ? (
        <EmptyState
          icon={<IconBuildingBank size={48} stroke={1.1} aria-hidden="true" />}
          title={t('Nothing was paid out in these days')}
        >
          {t('Payouts of Stripe come here by themselves, some hours after Stripe makes them.')}
        </EmptyState>
      ) : (
        <Payouts payouts={data.payouts} />
      )}
    </>
  );
}

function BankFile({ currency, known }: { readonly currency: string; readonly known: number }) {
  const { person } = useSession();
  const commands = useCommands();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const lock = lockOf(person, 'settings.manage');
  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    if (!file) return;
    const text = await file.text();
    // The same file again is a choice too.
    if (input.current) input.current.value = '';
    const draft = await bankDraft(text, currency);
    if (!draft || draft.count === 0)
      return setProblem(
        t(
          '{name} is no statement that can be read: CAMT.053, or CSV with a column for the day and one for the amount.',
          {
            name: file.name,
          },
        ),
      );
    setProblem(
      draft.left > 0
        ? t('{n, plural, one {# line} other {# lines}} of the file had no day or no amount, and are left out.', {
            n: draft.left,
          })
        : null,
    );
    commands.mutate(
      draft.batches.map((args) => ({ name: 'ledger.addBankLines', args })),
      {
        onSuccess: () => {
          toast({
            tone: 'ok',
            title: t('{n, plural, one {# line} other {# lines}} of the bank added', { n: draft.count }),
          });
          void client.invalidateQueries({ queryKey: ['ledger.payouts'] });
        },
      },
    );
  }
  return (
    <Card className={page.card}>
      <header>
        <h2>{t('Statement of the bank')}</h2>
        <span className="t2">
          {t('{n, plural, =0 {no line} one {# line} other {# lines}} of these days', { n: known })}
        </span>
        <span className="grow" />
        <Button
          size="small"
          icon={<IconFileImport size={16} stroke={1.75} aria-hidden="true" />}
          locked={lock}
          disabled={commands.isPending}
          onClick={() => input.current?.click()}
        >
          {t('Add a file of the bank')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('File of the bank')}
          accept=".xml,.csv,text/xml,text/csv"
          onChange={(event) => void choose(event)}
        />
      </header>
      {problem ? (
        <p className={styles.foot}>
          <span className={styles.wrong} role="alert">
            {problem}
          </span>
        </p>
      ) : null}
    </Card>
  );
}

function Payouts({ payouts }: { readonly payouts: readonly PayoutShown[] }) {
  return (
    <Card className={page.card}>
      <Ledger rowHeight={36} widths={[104, null, 112, 112, 112, 112, 104, 248]} aria-label={t('Payouts')}>
        <thead>
          <tr>
            <th scope="col">{t('Arrives')}</th>
            <th scope="col">{t('Payout')}</th>
            <th scope="col" className="num">
              {t('Expected')}
            </th>
            <th scope="col" className="num">
              {t('Provider')}
            </th>
            <th scope="col" className="num">
              {t('Ledger')}
            </th>
            <th scope="col" className="num">
              {t('Bank')}
            </th>
            <th scope="col" className="num">
              {t('Charges')}
            </th>
            <th scope="col">{t('Standing')}</th>
          </tr>
        </thead>
        <tbody>
          {payouts.map((payout) => (
            <PayoutRows key={payout.id} payout={payout} />
          ))}
        </tbody>
      </Ledger>
    </Card>
  );
}

function PayoutRows({ payout }: { readonly payout: PayoutShown }) {
  const { arrivesOn, provider, reference, currency, expected, amount, ledger, line, charges, parts } = payout;
  const money = (of: number) => moneyText({ amount: of, currency });
  const { tone, text } = payoutStanding(payout);
  const wrong = (is: string) => (payout.differences.includes(is) ? `num ${styles.wrong}` : 'num');
  return (
    <>
      <tr>
        <th scope="row">{calendarDayText(arrivesOn)}</th>
        <td>
          {provider} <span className={styles.ref}>{reference}</span>
        </td>
        <td className={wrong('expected')}>{money(expected)}</td>
        <td className="num">{money(amount)}</td>
        <td className={wrong('ledger')}>{money(ledger)}</td>
        <td className={wrong('bank-amount')}>{line ? money(line.amount) : '–'}</td>
        <td className="num">{money(charges)}</td>
        <td>
          <State tone={tone}>{text}</State>
        </td>
      </tr>
      {parts.map((part) => (
        <tr key={part.reference}>
          <td />
          <td colSpan={7} className="t2">
            {partText(part, money)}
          </td>
        </tr>
      ))}
    </>
  );
}
