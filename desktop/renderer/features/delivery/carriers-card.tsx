import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { IconPencil, IconPlugConnected } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { CarrierAccountRow } from '../../../bridge/carrier-views.ts';
import type { DeliveryStore } from '../../../bridge/delivery-queries.ts';
import { problemText } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { Copied } from '../keys/copied.tsx';
import { useProvenDialog } from '../proof/use-proven-dialog.tsx';
import { CarrierDialog } from './carrier-dialog.tsx';
import { carrierChoices, type CarrierDraft, serviceName, typedSecrets } from './carrier-words.ts';
import styles from './carriers.module.css';
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
      {state.data === null ? (
        <p className={styles.line}>
          <span>{t('Carriers are connected in the cloud, and you are signed in at this desk alone.')}</span>
          <Button size="small" onClick={() => signIn(again)}>
            {t('Sign in to the cloud')}
          </Button>
        </p>
      ) : null}
      {state.error ? (
        <p className={styles.line}>
          <span>{problemText(state.error, t('The cloud did not answer. Nothing was changed.'))}</span>
          <Button size="small" onClick={again}>
            {t('Try again')}
          </Button>
        </p>
      ) : null}
      {state.data && accounts.length === 0 ? (
        <p className={styles.told}>
          {t(
            'With your own contract at UPS, FedEx or DHL Express, delivery can cost what the carrier asks for the parcel, and labels are bought here.',
          )}
        </p>
      ) : null}
      {accounts.map((account) => {
        const { name, checked } = account;
        const on = account.status === 'active';
        return (
          <div key={account.id} className={styles.account}>
            <div className={styles.head}>
              <strong>{name}</strong>{' '}
              {on ? <State tone="ok">{t('On')}</State> : <State tone="open">{t('Paused')}</State>}{' '}
              {account.mode === 'sandbox' ? <Tag tone="warn">{t('to try out')}</Tag> : null}
              <p>
                {[
                  ...(name === carrierTitles[account.carrier] ? [] : [carrierTitles[account.carrier]]),
                  account.accountNumber,
                  t('from {place}', {
                    place: [account.shipFrom.postcode, account.shipFrom.city].filter(Boolean).join(' '),
                  }),
                  account.services.length === 0
                    ? t('all services')
                    : account.services.map((code) => serviceName(account.carrier, code)).join(', '),
                ].join(' · ')}
              </p>
              <p role="status" className={checked && !checked.works ? styles.bad : ''}>
                {checked
                  ? `${dayText(checked.at)} ${clockText(checked.at)}: ${checked.message}`
                  : t('Not tested since it was changed.')}
              </p>
            </div>
            {account.newsUrl ? <Copied name={t('Address for its news')} of={name} text={account.newsUrl} /> : null}
            <div className={styles.acts}>
              <Button
                size="small"
                disabled={busy}
                locked={locked}
                aria-label={t('Test the connection to {name}', { name })}
                onClick={() => run('carriers.check', { id: account.id }, again)}
              >
                {t('Test the connection')}
              </Button>
              <Button
                size="small"
                disabled={busy}
                locked={locked}
                aria-label={on ? t('Pause {name}', { name }) : t('Switch on {name}', { name })}
                onClick={() =>
                  run('carriers.change', { id: account.id, status: on ? 'paused' : 'active' }, () =>
                    done(
                      on ? t('{name} is paused', { name }) : t('{name} is on', { name }),
                      on
                        ? t('Options that cost what it asks have their own price, or are not offered.')
                        : t('Checkouts ask it from now on.'),
                    ),
                  )
                }
              >
                {on ? t('Pause') : t('Switch on')}
              </Button>
              <Button
                size="small"
                disabled={busy}
                locked={locked}
                aria-label={t('Change {name}', { name })}
                icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => show({ what: 'edit', account })}
              >
                {t('Change')}
              </Button>
              <Button
                size="small"
                look="danger"
                disabled={busy}
                locked={locked}
                aria-label={t('Disconnect {name}', { name })}
                onClick={() => show({ what: 'disconnect', account })}
              >
                {t('Disconnect')}
              </Button>
            </div>
          </div>
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
        <FormDialog
          title={t('Disconnect {name}?', { name: open.account.name })}
          action={t('Disconnect it')}
          ready
          busy={busy}
          refused={refused}
          onSubmit={() =>
            run('carriers.disconnect', { id: open.account.id }, () =>
              done(t('Disconnected'), t('Its secrets are destroyed.')),
            )
          }
          onClose={() => show(null)}
        >
          <p>
            {t(
              'Its secrets are destroyed: it is asked for nothing any more, and parcels that are on their way are not followed. To stop it for a while, pause it.',
            )}
          </p>
        </FormDialog>
      ) : null}
      {proof}
    </Card>
  );
}
