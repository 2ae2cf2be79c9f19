import { IconPencil, IconPlugConnected } from '@tabler/icons-react';
import type { PayAccount, PayProvider } from '../../../bridge/payment-views.ts';
import { Button } from '../../ui/button.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { Copied } from '../keys/copied.tsx';
import { providerWords, rulesText, secretText, unheard } from './payment-words.ts';
import styles from './payments.module.css';

interface Props {
  readonly provider: PayProvider;
  readonly account: PayAccount | null;
  readonly busy: boolean;
  readonly checked: { readonly works: boolean; readonly message: string } | null;
  readonly onEdit: () => void;
  readonly onTurn: (status: 'active' | 'paused') => void;
  readonly onCheck: () => void;
  readonly onReadPayouts: () => void;
  readonly onDisconnect: () => void;
}

function Webhook({ account }: { readonly account: PayAccount }) {
  const { webhookUrl, told, provider } = account;
  const how = providerWords[provider].webhook;
  const deaf = unheard(account);
  if (webhookUrl === null || provider === 'test') return null;
  return (
    <div className={styles.webhook}>
      <Copied name={t('Webhook address')} of={t(providerWords[provider].name)} text={webhookUrl} />
      <p className="t2">
        {told
          ? t('Last heard {day} {time}: {kind}', {
              ...{ day: dayText(told.at, { year: true }), time: clockText(told.at), kind: told.kind },
            })
          : t('Nothing was heard from it yet.')}
        {told || !how ? null : ` ${t(how)}`}
        {deaf === null ? null : <span className={styles.wrong}> {t(deaf)}</span>}
        {told && told.open > 0 ? (
          <span className={styles.wrong}>
            {' '}
            {t('{n, plural, one {# message} other {# messages}} could not be worked off yet.', { n: told.open })}
          </span>
        ) : null}
      </p>
    </div>
  );
}

/** One way to be paid: whether it is on, for whom and how much, and what keeps it connected. */
export function AccountCard({
  provider,
  account,
  busy,
  checked,
  onEdit,
  onTurn,
  onCheck,
  onReadPayouts,
  onDisconnect,
}: Props) {
  const words = providerWords[provider];
  const name = t(words.name);
  const facts = account && [
    ...account.secretsSet.map((secret) => secretText(secret, account.secretEnds[secret] ?? '')),
    ...(account.settings.methods ? [account.settings.methods] : []),
    ...(account.settings.iban ? [account.settings.iban] : []),
    rulesText(account.rules) ?? t('any amount, any country'),
  ];
  return (
    <Card aria-label={name}>
      <header>
        <div className={styles.head}>
          <h2>{name}</h2>
          <p>{facts ? facts.join(' · ') : t(words.text)}</p>
        </div>
        {account?.test && words.maker ? <Tag tone="warn">{t('test mode')}</Tag> : null}
        {account ? (
          account.status === 'active' ? (
            <State tone="ok">{t('On')}</State>
          ) : (
            <State tone="open">{t('Paused')}</State>
          )
        ) : (
          <State tone="plain">{t('Not connected')}</State>
        )}
        {account ? (
          <Button
            size="small"
            disabled={busy}
            aria-label={account.status === 'active' ? t('Pause {name}', { name }) : t('Switch on {name}', { name })}
            onClick={() => onTurn(account.status === 'active' ? 'paused' : 'active')}
          >
            {account.status === 'active' ? t('Pause') : t('Switch on')}
          </Button>
        ) : null}
        <Button
          size="small"
          disabled={busy}
          aria-label={account ? t('Change {name}', { name }) : t('Connect {name}', { name })}
          icon={
            account ? (
              <IconPencil size={16} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconPlugConnected size={16} stroke={1.75} aria-hidden="true" />
            )
          }
          onClick={onEdit}
        >
          {account ? t('Change') : t('Connect')}
        </Button>
      </header>
      {account ? (
        <div className={styles.body}>
          <Webhook account={account} />
          {account.rules.instructions ? (
            <p className={styles.told}>
              <b className="strong">{t('Shoppers are told:')}</b> {account.rules.instructions}
            </p>
          ) : null}
          <div className={styles.foot2}>
            {words.maker ? (
              <Button size="small" disabled={busy} onClick={onCheck}>
                {t('Test the connection')}
              </Button>
            ) : null}
            {words.paysOut ? (
              <Button size="small" disabled={busy} onClick={onReadPayouts}>
                {t('Read payouts now')}
              </Button>
            ) : null}
            <span role="status" className={checked && !checked.works ? styles.wrong : 't2'}>
              {checked?.message ?? ''}
            </span>
            <span className="grow" />
            <Button
              size="small"
              look="danger"
              disabled={busy}
              aria-label={t('Disconnect {name}', { name })}
              onClick={onDisconnect}
            >
              {t('Disconnect')}
            </Button>
          </div>
        </div>
      ) : null}
    </Card>
  );
}
