import { chartNames } from '@tillhouse/shared/domains/ledger/chart-presets.ts';
import type { ChartAccount } from '@tillhouse/shared/domains/ledger/chart-schema.ts';
import { useState } from 'react';
import type { ChartShown } from '../../../bridge/ledger-views.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Ledger } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { type ChartDraft, type ChartField, chartOf, draftOfChart, withPreset } from './chart-draft.ts';
import { accountName, detailText } from './ledger-words.ts';
import page from '../../ui/dated-page.module.css';
import styles from './ledger.module.css';

const problems: Readonly<Record<ChartField, string>> = {
  adviser: 'The number of the adviser is 1001 to 9999999.',
  client: 'The number of the client is 1 to 99999.',
  yearStart: 'The financial year begins on a day such as 01-01.',
  digits: 'Account numbers have 4 to 8 digits.',
  clearing: 'The clearing account needs a number.',
  accounts: 'Each account needs one number of at least 4 digits.',
};

/** How the books are handed to an accounting program: numbers of accounts, and for whom. */
function Editor({ chart }: { readonly chart: ChartShown | null }) {
  const { person } = useSession();
  const commands = useCommands();
  const [draft, setDraft] = useState<ChartDraft>(() => draftOfChart(chart));
  const lock = lockOf(person, 'settings.manage');
  const wanted = chartOf(draft);
  const changed = chart === null || JSON.stringify(draft) !== JSON.stringify(draftOfChart(chart));
  const said = 'wrong' in wanted ? t(problems[wanted.wrong]) : null;
  const set = (patch: Partial<ChartDraft>) => setDraft({ ...draft, ...patch });
  function save(): void {
    if ('wrong' in wanted) return;
    const args = { ...wanted, ...(chart && { seen: chart.updatedAt }) };
    commands.mutate([{ name: 'ledger.saveChart', args }], {
      onSuccess: () => toast({ tone: 'ok', title: t('The account numbers are saved') }),
    });
  }
  const field = (name: Exclude<ChartField, 'accounts'>, label: string, hint?: string) => (
    <Field label={label} {...(hint && { hint })}>
      {(control) => (
        <Input
          {...control}
          className="num"
          value={draft[name]}
          maxLength={9}
          autoComplete="off"
          disabled={lock !== null}
          onChange={(event) => set({ [name]: event.target.value.trim() })}
        />
      )}
    </Field>
  );
  const change = (at: number, patch: Partial<ChartAccount>) =>
    set({ accounts: draft.accounts.map((one, index) => (index === at ? { ...one, ...patch } : one)) });
  const cell = (at: number, name: 'detail' | 'number' | 'key', label: string) => (
    <Input
      className={name === 'detail' ? 'mono' : 'num'}
      aria-label={label}
      value={draft.accounts[at]?.[name] ?? ''}
      maxLength={name === 'detail' ? 60 : 9}
      autoComplete="off"
      disabled={lock !== null}
      onChange={(event) => change(at, { [name]: event.target.value.trim() })}
    />
  );
  const rows = draft.accounts
    .map((one, at) => ({ one, at }))
    .sort((a, b) => (a.one.account < b.one.account ? -1 : a.one.account > b.one.account ? 1 : a.at - b.at));
  return (
    <>
      <Card className={page.card}>
        <header>
          <h2>{t('For DATEV and what reads its format')}</h2>
          <span className="grow" />
          {chartNames.map((name) => (
            <Button key={name} size="small" locked={lock} onClick={() => setDraft(withPreset(draft, name))}>
              {t('Numbers of {name}', { name })}
            </Button>
          ))}
        </header>
        <div className={styles.chart}>
          {field('adviser', t('Adviser (Beraternummer)'))}
          {field('client', t('Client (Mandantennummer)'))}
          {field('yearStart', t('Year begins, month-day'))}
          {field('digits', t('Digits of numbers'))}
          {field('clearing', t('Clearing account'))}
        </div>
        <p className={styles.foot}>
          <span className={said && changed ? styles.wrong : 't2'} role="status">
            {(changed ? said : null) ??
              lock ??
              t(
                'Each posting is written against the clearing account. Ask your accountant which numbers hold; these are a beginning.',
              )}
          </span>
          <span className="grow" />
          <Button
            size="small"
            look="primary"
            locked={lock}
            disabled={!changed || said !== null || commands.isPending}
            onClick={save}
          >
            {t('Save')}
          </Button>
        </p>
      </Card>
      <Card className={page.card}>
        <Ledger rowHeight={40} widths={[240, null, 168, 132, 104]} aria-label={t('Account numbers')}>
          <thead>
            <tr>
              <th scope="col">{t('Account')}</th>
              <th scope="col">{t('Of that')}</th>
              <th scope="col">{t('Detail')}</th>
              <th scope="col">{t('Number')}</th>
              <th scope="col">{t('Key')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ one, at }) => {
              const name = accountName(one.account);
              const alone = draft.accounts.filter(({ account }) => account === one.account).length === 1;
              const written = one.account === 'tax' && !/^\d+(\/\d+)?$/.test(one.detail) ? '' : one.detail;
              const detail =
                detailText({ ...one, detail: written }, written) || (alone ? t('all of it') : t('all others'));
              return (
                <tr key={at}>
                  <th scope="row">{name}</th>
                  <td className="t2">{detail}</td>
                  <td>{cell(at, 'detail', t('Detail of {name}', { name }))}</td>
                  <td>{cell(at, 'number', t('Number of {name}, {detail}', { name, detail }))}</td>
                  <td>{cell(at, 'key', t('Key of {name}, {detail}', { name, detail }))}</td>
                </tr>
              );
            })}
            <tr>
              <td colSpan={5}>
                {(['tax', 'tender'] as const).map((account) => (
                  <Button
                    key={account}
                    size="small"
                    locked={lock}
                    onClick={() => set({ accounts: [...draft.accounts, { account, detail: '', number: '', key: '' }] })}
                  >
                    {account === 'tax' ? t('Add a rate, such as 10/100') : t('Add a payment, such as card')}
                  </Button>
                ))}
              </td>
            </tr>
          </tbody>
        </Ledger>
      </Card>
    </>
  );
}

export function ChartEditor() {
  const read = useRead('ledger.chart', {});
  if (read.data === undefined) return null;
  return <Editor key={read.data?.updatedAt ?? 0} chart={read.data} />;
}
