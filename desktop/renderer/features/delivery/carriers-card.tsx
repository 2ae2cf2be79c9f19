import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { CarrierAccountRow } from '../../../bridge/carrier-views.ts';
import type { DeliveryStore } from '../../../bridge/delivery-queries.ts';
import { Button } from '../../ui/button.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { ConnectedAccount } from '../connected/connected-account.tsx';
import { DisconnectDialog } from '../connected/disconnect-dialog.tsx';
import { Heard } from '../connected/heard.tsx';
import { Copied } from '../keys/copied.tsx';
import { useProvenDialog } from '../proof/use-proven-dialog.tsx';
import { CarrierDialog } from './carrier-dialog.tsx';
import { carrierChoices, type CarrierDraft, serviceName, typedSecrets } from './carrier-words.ts';
import { useCarriers } from './use-carriers.ts';

type Open =
  | { readonly what: 'edit'; readonly account: CarrierAccountRow | null }
  | { readonly what: 'disconnect'; readonly account: CarrierAccountRow };

interface Props {
  readonly store: DeliveryStore;
  readonly locked: string | null;
}

/** Carriers that this store has a contract with: connected in the cloud, checked, paused. */
export function CarriersCard({ store, locked }: Props) {
  const client = useQueryClient();
  const { queryKey, state } = useCarriers();
  const { open, show, busy, refused, run, signIn, proof } = useProvenDialog<Open>();
  const again = () => void client.invalidateQueries({ queryKey });
  const done = (title: string, message: string): void => {
    show(null);
    toast({ tone: 'ok', title, message });
    again();
  };
  const storeId = store.main ? null : store.id;
  const accounts = (state.data?.accounts ?? []).filter((account) => account.storeId === storeId);
  function save(account: CarrierAccountRow | null, draft: CarrierDraft): void {
    const [choices, secrets] = [carrierChoices(draft), typedSecrets(draft)];
    const { name } = choices;
    if (account) {
      const given = Object.keys(secrets).length > 0 && { secrets };
      run('carriers.change', { id: account.id, ...choices, ...given }, () =>
        done(t('{name} changed', { name }), t('Test the connection, to be sure that it lets you in.')),
      );
    } else
      run('carriers.connect', { ...choices, carrier: draft.carrier, storeId, secrets }, () =>
        done(t('{name} is connected', { name }), t('Options of a zone may cost what it asks from now on.')),
      );
  }
  return (
    <Card aria-label={t('Carriers')}>
      <header>
        <h2>{t('Carriers')}</h2>
        <span className="grow" />
        {state.data ? (
          <Button
            size="small"
            disabled={busy}
            locked={locked}
            icon={<IconPlugConnected size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => show({ what: 'edit', account: null })}
          >
            {t('Connect a carrier')}
          </Button>
        ) : null}
      </header>
      <Heard
        data={state.data}
        error={state.error}
        alone={t('Carriers are connected in the cloud, and you are signed in at this desk alone.')}
        none={t(
          'With your own contract at UPS, FedEx or DHL Express, delivery can cost what the carrier asks for the parcel, and labels are bought here.',
        )}
        any={accounts.length > 0}
        onSignIn={() => signIn(again)}
        onAgain={again}
      />
      {accounts.map((account) => {
        const { name, checked } = account;
        const on = account.status === 'active';
        return (
          <ConnectedAccount
            key={account.id}
            name={name}
            on={on}
            tag={account.mode === 'sandbox' ? <Tag tone="warn">{t('to try out')}</Tag> : null}
            facts={[
              ...(name === carrierTitles[account.carrier] ? [] : [carrierTitles[account.carrier]]),
              account.accountNumber,
              t('from {place}', {
                place: [account.shipFrom.postcode, account.shipFrom.city].filter(Boolean).join(' '),
              }),
              account.services.length === 0
                ? t('all services')
                : account.services.map((code) => serviceName(account.carrier, code)).join(', '),
            ]}
            said={{
              bad: checked !== null && !checked.works,
              text: checked
                ? `${dayText(checked.at)} ${clockText(checked.at)}: ${checked.message}`
                : t('Not tested since it was changed.'),
            }}
            busy={busy}
            locked={locked}
            onCheck={() => run('carriers.check', { id: account.id }, again)}
            onPause={() =>
              run('carriers.change', { id: account.id, status: on ? 'paused' : 'active' }, () =>
                done(
                  on ? t('{name} is paused', { name }) : t('{name} is on', { name }),
                  on
                    ? t('Options that cost what it asks have their own price, or are not offered.')
                    : t('Checkouts ask it from now on.'),
                ),
              )
            }
            onChange={() => show({ what: 'edit', account })}
            onDisconnect={() => show({ what: 'disconnect', account })}
          >
            {account.newsUrl ? <Copied name={t('Address for its news')} of={name} text={account.newsUrl} /> : null}
          </ConnectedAccount>
        );
      })}
      {open?.what === 'edit' ? (
        <CarrierDialog
          account={open.account}
          home={store.country}
          busy={busy}
          refused={refused}
          onSave={(draft) => save(open.account, draft)}
          onClose={() => show(null)}
        />
      ) : null}
      {open?.what === 'disconnect' ? (
        <DisconnectDialog
          name={open.account.name}
          after={t(
            'Its secrets are destroyed: it is asked for nothing any more, and parcels that are on their way are not followed. To stop it for a while, pause it.',
          )}
          busy={busy}
          refused={refused}
          onDisconnect={() =>
            run('carriers.disconnect', { id: open.account.id }, () =>
              done(t('Disconnected'), t('Its secrets are destroyed.')),
            )
          }
          onClose={() => show(null)}
        />
      ) : null}
      {proof}
    </Card>
  );
}
