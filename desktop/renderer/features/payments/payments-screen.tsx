import { IconCreditCard } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageHead } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { Lone } from '../proof/lone.tsx';
import { ProofDialog } from '../proof/proof-dialog.tsx';
import { Loaded } from './payments-loaded.tsx';

const drawing = <IconCreditCard size={48} stroke={1.1} aria-hidden="true" />;

/** How shoppers pay online. Kept in the cloud: a desk shows what it was told and keeps none of it. */
export function PaymentsScreen() {
  const { person } = useSession();
  const bridge = useBridge();
  const client = useQueryClient();
  const offline = useSyncStatus()?.state === 'offline';
  const locked = lockOf(person, 'settings.manage');
  const [signIn, setSignIn] = useState(false);
  const queryKey = ['payments', person.id];
  const ask = () => bridge.call('payments.state', {});
  const state = useQuery({ queryKey, queryFn: ask, retry: false, enabled: locked === null });
  const again = () => void client.invalidateQueries({ queryKey });
  return (
    <Page>
      <PageHead>
        <h1>{t('Payments')}</h1>
        <span className="sub cut">{t('How shoppers pay online, for how much and from where')}</span>
      </PageHead>
      {locked !== null ? (
        <EmptyState icon={drawing} title={t('Not yours to manage')}>
          {locked}
        </EmptyState>
      ) : state.isPending ? null : state.error ? (
        <Lone
          icon={drawing}
          title={t('The cloud did not answer')}
          text={problemText(state.error, t('Nothing was changed. Look at the network and try again.'))}
          action={t('Try again')}
          onAct={again}
        />
      ) : state.data ? (
        <Loaded state={state.data} again={again} />
      ) : (
        <Lone
          icon={drawing}
          title={t('You are signed in at this desk alone')}
          text={t('Payment providers are connected in the cloud, and shoppers go on paying. Sign in to see them.')}
          action={t('Sign in to the cloud')}
          locked={offline ? t('This needs the network, which is away. Shoppers go on paying as before.') : null}
          onAct={() => setSignIn(true)}
        />
      )}
      {signIn ? (
        <ProofDialog
          asked="sign-in"
          onClose={() => setSignIn(false)}
          onShown={() => {
            setSignIn(false);
            again();
          }}
        />
      ) : null}
    </Page>
  );
}
