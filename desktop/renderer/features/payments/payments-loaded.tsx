import { useState } from 'react';
import type { PayAccount, PayProvider, PayState } from '../../../bridge/payment-views.ts';
import { useSession } from '../../data/session.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useProvenDialog } from '../proof/use-proven-dialog.tsx';
import { AccountCard } from './account-card.tsx';
import { AccountDialog } from './account-dialog.tsx';
import {
  payoutsText,
  providers,
  providerWords,
  rulesOf,
  secretsOf,
  settingsOf,
  type PayDraft,
} from './payment-words.ts';
import styles from './payments.module.css';

type Open =
  | { readonly what: 'edit'; readonly provider: PayProvider; readonly account: PayAccount | null }
  | { readonly what: 'disconnect'; readonly account: PayAccount };

interface Props {
  readonly state: NonNullable<PayState>;
  readonly again: () => void;
}

/** Every way to be paid that there is, connected or not; whoever changes one shows again that it is them. */
export function Loaded({ state, again }: Props) {
  const { currency } = useSession().store;
  const { open, show, busy, refused, run, proof } = useProvenDialog<Open>();
  const [checked, setChecked] = useState<Readonly<Record<string, { works: boolean; message: string }>>>({});
  const done = (title: string, message: string): void => {
    show(null);
    toast({ tone: 'ok', title, message });
    again();
  };
  function save(provider: PayProvider, account: PayAccount | null, draft: PayDraft): void {
    const rules = rulesOf(account, draft, currency);
    const name = t(providerWords[provider].name);
    const settings = settingsOf(draft);
    const secrets = secretsOf(draft);
    if (account) {
      const more = Object.keys(secrets).length > 0 ? { secrets } : {};
      run('payments.change', { id: account.id, settings, rules, ...more }, () =>
        done(t('{name} changed', { name }), t('Checkouts that are opened from now on go by it.')),
      );
      return;
    }
    run('payments.connect', { provider, name, settings, secrets, rules }, ({ webhookUrl }) =>
      done(
        t('{name} is connected', { name }),
        webhookUrl && provider === 'stripe'
          ? t('Enter the webhook address at Stripe, then put its signing secret in here.')
          : webhookUrl && provider === 'paypal'
            ? t('Enter the webhook address at PayPal, then put the webhook ID in here.')
            : webhookUrl && provider === 'square'
              ? t('Enter the webhook address at Square, then put its signature key in here.')
              : t('Shoppers are offered it from now on.'),
      ),
    );
  }
  function turn(account: PayAccount, status: 'active' | 'paused'): void {
    const name = t(providerWords[account.provider].name);
    run('payments.change', { id: account.id, status }, () =>
      done(
        status === 'active' ? t('{name} is on', { name }) : t('{name} is paused', { name }),
        status === 'active'
          ? t('Shoppers are offered it from now on.')
          : t('What was paid by it can still be taken and paid back.'),
      ),
    );
  }
  const real = state.accounts.some(({ test, status }) => status === 'active' && !test);
  return (
    <>
      <div className={styles.main}>
        {real ? null : (
          <p className={styles.notice}>
            {t(
              'Nobody can pay with real money yet: connect a provider with a live key, a bank account or cash on delivery.',
            )}
          </p>
        )}
        {providers.map((provider) => {
          const account = state.accounts.find((each) => each.provider === provider) ?? null;
          return (
            <AccountCard
              key={provider}
              provider={provider}
              account={account}
              busy={busy}
              checked={account ? (checked[account.id] ?? null) : null}
              onEdit={() => show({ what: 'edit', provider, account })}
              onTurn={(status) => account && turn(account, status)}
              onCheck={() =>
                account &&
                run('payments.check', { id: account.id }, (answer) =>
                  setChecked((old) => ({ ...old, [account.id]: answer })),
                )
              }
              onReadPayouts={() =>
                account &&
                run('payments.readPayouts', { id: account.id }, ({ news }) =>
                  setChecked((old) => ({ ...old, [account.id]: { works: true, message: payoutsText(news) } })),
                )
              }
              onDisconnect={() => account && show({ what: 'disconnect', account })}
            />
          );
        })}
      </div>
      {open?.what === 'edit' ? (
        <AccountDialog
          provider={open.provider}
          account={open.account}
          currency={currency}
          busy={busy}
          refused={refused}
          onSave={(draft) => save(open.provider, open.account, draft)}
          onClose={() => show(null)}
        />
      ) : null}
      {open?.what === 'disconnect' ? (
        <FormDialog
          title={t('Disconnect {name}?', { name: t(providerWords[open.account.provider].name) })}
          action={t('Disconnect it')}
          ready
          busy={busy}
          refused={refused}
          onSubmit={() =>
            run('payments.disconnect', { id: open.account.id }, () =>
              done(t('Disconnected'), t('Its secrets are destroyed.')),
            )
          }
          onClose={() => show(null)}
        >
          <p>
            {t(
              'Its secrets are destroyed: nothing can be paid back through it any more. To stop it for a while, pause it.',
            )}
          </p>
        </FormDialog>
      ) : null}
      {proof}
    </>
  );
}
