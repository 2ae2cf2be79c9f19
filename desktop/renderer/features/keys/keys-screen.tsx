import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { problemText } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageHead } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { Lone } from '../proof/lone.tsx';
import { ProofDialog } from '../proof/proof-dialog.tsx';
import { Loaded } from './keys-loaded.tsx';
import { useKeysState } from './use-keys-state.ts';

const drawing = <IconKey size={48} stroke={1.1} aria-hidden="true" />;

/** Who asks the API besides people: keys of pages and programs, and apps of others. Kept in the cloud. */
export function KeysScreen() {
  const { person } = useSession();
  const offline = useSyncStatus()?.state === 'offline';
  const locked = lockOf(person, 'api-keys.manage');
  const { state, again } = useKeysState(locked === null);
  const [signIn, setSignIn] = useState(false);
  return (
    <Page>
      <PageHead>
        <h1>{t('Apps & keys')}</h1>
        <span className="sub cut">{t('Who asks the API of this organisation besides people')}</span>
      </PageHead>
      {locked !== null ? (
        <EmptyState icon={drawing} title={t('Not yours to manage')}>
          {locked}
        </EmptyState>
      ) : state.isPending ? null : state.data === null || state.error ? (
        state.error ? (
          <Lone
            icon={drawing}
            title={t('The cloud did not answer')}
            text={problemText(state.error, t('Nothing was changed. Look at the network and try again.'))}
            action={t('Try again')}
            onAct={() => void again()}
          />
        ) : (
          <Lone
            icon={drawing}
            title={t('You are signed in at this desk alone')}
            text={t(
              'Keys and apps are kept in the cloud, and pages and programs go on with theirs. Sign in to see them.',
            )}
            action={t('Sign in to the cloud')}
            locked={
              offline ? t('This needs the network, which is away. Every key that is in use goes on as it is.') : null
            }
            onAct={() => setSignIn(true)}
          />
        )
      ) : (
        <Loaded state={state.data} again={() => void again()} />
      )}
      {signIn ? (
        <ProofDialog
          asked="sign-in"
          onClose={() => setSignIn(false)}
          onShown={() => {
            setSignIn(false);
            void again();
          }}
        />
      ) : null}
    </Page>
  );
}
