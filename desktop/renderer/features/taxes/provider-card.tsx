import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TaxProviderAccount, TaxRecordFilter } from '../../../bridge/tax-provider-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { ConnectedAccount } from '../connected/connected-account.tsx';
import { DisconnectDialog } from '../connected/disconnect-dialog.tsx';
import { Heard } from '../connected/heard.tsx';
import { useProvenDialog } from '../proof/use-proven-dialog.tsx';
import { ProviderDialog } from './provider-dialog.tsx';
import { choicesOf, placesText, type ProviderDraft, taxProviderWords } from './provider-words.ts';
import styles from './provider.module.css';
import { RecordsDialog } from './records-dialog.tsx';

type Open =
  | { readonly what: 'edit'; readonly account: TaxProviderAccount | null }
  | { readonly what: 'disconnect'; readonly account: TaxProviderAccount }
  | { readonly what: 'records'; readonly first: TaxRecordFilter | null };

interface Props {
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly classes: readonly string[];
}

/** Who says what is due of online orders in the place of the rates here. Kept in the cloud: a desk shows what it was told. */
export function ProviderCard({ stores, classes }: Props) {
  const { person } = useSession();
  const bridge = useBridge();
  const client = useQueryClient();
  const queryKey = ['tax-providers', person.id];
  const state = useQuery({ queryKey, queryFn: () => bridge.call('taxProviders.state', {}), retry: false });
  const { open, show, busy, refused, run, signIn, proof } = useProvenDialog<Open>();
  const [checked, setChecked] = useState<Readonly<Record<string, { works: boolean; message: string }>>>({});
  const again = () => void client.invalidateQueries({ queryKey });
  const done = (title: string, message: string): void => {
    show(null);
    toast({ tone: 'ok', title, message });
    again();
  };
  function save(account: TaxProviderAccount | null, draft: ProviderDraft): void {
    const words = taxProviderWords[draft.provider];
    const name = t(words.name);
    const secrets = draft.secret.trim() === '' ? null : { [words.secret.name]: draft.secret.trim() };
    const message = t('Checkouts that go there from now on are taxed by it.');
    if (account)
      run('taxProviders.change', { id: account.id, ...choicesOf(draft), ...(secrets && { secrets }) }, () =>
        done(t('{name} changed', { name }), message),
      );
    else
      run(
        'taxProviders.connect',
        { ...choicesOf(draft), storeId: draft.storeId, provider: draft.provider, secrets: secrets ?? {} },
        () => done(t('{name} is connected', { name }), message),
      );
  }
  const { accounts = [], counts } = state.data ?? {};
  const few = counts && [
    ...(counts.failed > 0 ? [t('{n} refused', { n: counts.failed })] : []),
    ...(counts.waiting > 0 ? [t('{n} waiting', { n: counts.waiting })] : []),
    ...(counts.differing > 0 ? [t('{n} with another tax there', { n: counts.differing })] : []),
  ];
  return (
    <Card aria-label={t('Taxes by a provider')}>
      <header>
        <h2>{t('Taxes by a provider')}</h2>
        <span className="grow" />
        {counts && counts.recorded + counts.failed + counts.waiting > 0 ? (
          <Button size="small" onClick={() => show({ what: 'records', first: counts.failed > 0 ? 'failed' : null })}>
            {t('What is recorded')}
          </Button>
        ) : null}
        {state.data ? (
          <Button
            size="small"
            disabled={busy}
            icon={<IconPlugConnected size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => show({ what: 'edit', account: null })}
          >
            {t('Connect')}
          </Button>
        ) : null}
      </header>
      <Heard
        data={state.data}
        error={state.error}
        alone={t('Providers are connected in the cloud, and you are signed in at this desk alone.')}
        none={t(
          'Stripe Tax or Avalara AvaTax can say what is due of each online order, local rates of the US included, and keep a book to file from. Without an answer in time the rates here hold.',
        )}
        any={accounts.length > 0}
        onSignIn={() => signIn(again)}
        onAgain={again}
      />
      {few && few.length > 0 ? (
        <p className={counts.failed > 0 ? styles.bad : styles.told}>
          {t('Of orders with the provider: {counts}.', { counts: few.join(', ') })}
        </p>
      ) : null}
      {accounts.map((account) => {
        const name = t(taxProviderWords[account.provider].name);
        const store = stores.find(({ id }) => id === account.storeId)?.name;
        const said = checked[account.id];
        const on = account.status === 'active';
        return (
          <ConnectedAccount
            key={account.id}
            name={name}
            on={on}
            facts={[
              ...(store ? [store] : []),
              placesText(account.places),
              ...Object.values(account.secretEnds).map((end) => `•••• ${end}`),
            ]}
            said={{ text: said?.message ?? '', bad: said !== undefined && !said.works }}
            busy={busy}
            onCheck={() =>
              run('taxProviders.check', { id: account.id }, (answer) =>
                setChecked((old) => ({ ...old, [account.id]: answer })),
              )
            }
            onPause={() =>
              run('taxProviders.change', { id: account.id, status: on ? 'paused' : 'active' }, () =>
                done(
                  on ? t('{name} is paused', { name }) : t('{name} is on', { name }),
                  on
                    ? t('The rates here hold. What was recorded is still taken back there.')
                    : t('Checkouts that go there from now on are taxed by it.'),
                ),
              )
            }
            onChange={() => show({ what: 'edit', account })}
            onDisconnect={() => show({ what: 'disconnect', account })}
          />
        );
      })}
      {open?.what === 'edit' ? (
        <ProviderDialog
          account={open.account}
          stores={stores}
          classes={classes}
          busy={busy}
          refused={refused}
          onSave={(draft) => save(open.account, draft)}
          onClose={() => show(null)}
        />
      ) : null}
      {open?.what === 'disconnect' ? (
        <DisconnectDialog
          name={t(taxProviderWords[open.account.provider].name)}
          after={t(
            'Its secrets are destroyed: nothing is recorded or taken back there any more, also not of orders that it taxed. To stop it for a while, pause it.',
          )}
          busy={busy}
          refused={refused}
          onDisconnect={() =>
            run('taxProviders.disconnect', { id: open.account.id }, () =>
              done(t('Disconnected'), t('Its secrets are destroyed.')),
            )
          }
          onClose={() => show(null)}
        />
      ) : null}
      {open?.what === 'records' ? (
        <RecordsDialog
          first={open.first}
          onRetry={(id, then) =>
            run('taxProviders.retry', { id }, () => {
              then();
              again();
            })
          }
          onClose={() => {
            show(null);
            again();
          }}
        />
      ) : null}
      {proof}
    </Card>
  );
}
