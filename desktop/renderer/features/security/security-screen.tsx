import { IconDeviceMobile, IconDoorExit, IconFingerprint, IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { Page, PageHead } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { Factors } from './factor-cards.tsx';
import { CodesDialog, NameDialog, PasswordChange, TotpDialog } from './factor-dialogs.tsx';
import { Lone } from '../proof/lone.tsx';
import { atPasskeyPage } from '../proof/passkey-page.ts';
import { ProofDialog } from '../proof/proof-dialog.tsx';
import { type ProofAsked, useGuarded } from '../proof/use-guarded.ts';
import styles from './security.module.css';
import { useSecurity } from './use-security.ts';
import { useVisits } from './use-visits.ts';
import { VisitsCard } from './visits-card.tsx';

type Open =
  | { readonly kind: 'add-passkey' | 'password' }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'totp'; readonly secret: string; readonly uri: string }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

/** What is done here once the cloud knows who asks. */
const there = [
  [IconFingerprint, 'use your finger, face or a key instead of a password'],
  [IconDeviceMobile, 'set up an app that shows six digits, and codes for the day it is not at hand'],
  [IconLock, 'change your password'],
  [IconDoorExit, 'see where you are signed in, and end it'],
] as const;

const drawing = <IconFingerprint size={48} stroke={1.1} aria-hidden="true" />;
const told = (title: string, message = ''): void => toast({ tone: 'ok', title, message });

/** How the person at this window signs in: passkeys, app, codes, password, and where they are signed in. */
export function SecurityScreen() {
  const bridge = useBridge();
  const { person } = useSession();
  const offline = useSyncStatus()?.state === 'offline';
  const { state, again } = useSecurity();
  const { visits, again: askedAgain } = useVisits(state.data != null);
  const [proof, setProof] = useState<{ asked: ProofAsked | 'sign-in'; goOn: () => void } | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [waiting, setWaiting] = useState(false);
  const ended = useRef(new AbortController());
  useEffect(() => () => ended.current.abort(), []);
  const run = useGuarded((asked, then) => setProof({ asked, goOn: then }));
  const changed = (title: string, message?: string) => {
    told(title, message);
    setOpen(null);
    void again();
  };

  const answered = (title: string) => {
    told(title);
    void askedAgain();
  };

  function addPasskey(name: string): void {
    run('security.beginPasskey', { name }, (begun) => {
      setOpen(null);
      setWaiting(true);
      atPasskeyPage(bridge, begun, ended.current.signal)
        .then((done) => done && changed(t('Passkey added'), t('It signs you in from now on, also without a password.')))
        .finally(() => setWaiting(false));
    });
  }
  const body = state.isPending ? null : state.error ? (
    <Lone
      icon={drawing}
      title={t('The cloud did not answer')}
      text={problemText(state.error, t('Nothing was changed. Look at the network and try again.'))}
      action={t('Try again')}
      onAct={() => void again()}
    />
  ) : state.data ? (
    <Factors
      state={state.data}
      waiting={waiting}
      visits={
        visits ? (
          <VisitsCard
            visits={visits}
            busy={proof !== null}
            onAgree={({ id, operatorName: name }, mayWrite) =>
              run('visits.agree', { id, mayWrite }, () => answered(t('{name} may look in', { name })))
            }
            onEnd={({ id, state: was }) =>
              run('visits.end', { id }, () => answered(was === 'asked' ? t('Not let in') : t('The visit is over')))
            }
          />
        ) : null
      }
      onAddPasskey={() => setOpen({ kind: 'add-passkey' })}
      onRename={(id, name) => setOpen({ kind: 'rename', id, name })}
      onRemove={(id) => run('security.removePasskey', { id }, () => changed(t('Passkey removed')))}
      onBeginTotp={() => run('security.beginTotp', {}, (begun) => setOpen({ kind: 'totp', ...begun }))}
      onRemoveTotp={() => run('security.removeTotp', {}, () => changed(t('Authenticator app removed')))}
      onCodes={() =>
        run('security.makeRecoveryCodes', {}, ({ codes }) => {
          setOpen({ kind: 'codes', codes });
          void again();
        })
      }
      onPassword={() => setOpen({ kind: 'password' })}
      onEnd={(id) => run('security.endSession', { id }, () => changed(t('Sign-in ended')))}
      onEndOthers={() =>
        run('security.endOtherSessions', {}, ({ ended: count }) =>
          changed(t('{n, plural, one {# sign-in} other {# sign-ins}} ended', { n: count })),
        )
      }
    />
  ) : (
    <Lone
      icon={drawing}
      title={t('You are signed in at this desk alone')}
      text={t(
        'Your PIN is all it takes here, also without the network. How you sign in anywhere else is kept in the cloud. Sign in to it to',
      )}
      action={t('Sign in to the cloud')}
      locked={offline ? t('This needs the network, which is away. Selling and your PIN go on without it.') : null}
      onAct={() => setProof({ asked: 'sign-in', goOn: () => void again() })}
    >
      <ul className={styles.can}>
        {there.map(([Icon, words]) => (
          <li key={words}>
            <Icon size={20} stroke={1.75} aria-hidden="true" />
            {t(words)}
          </li>
        ))}
      </ul>
    </Lone>
  );
  return (
    <Page>
      <PageHead>
        <h1>{t('Security')}</h1>
        <span className="t2 cut">{state.data?.email ?? person.name}</span>
      </PageHead>
      {body}
      {proof ? (
        <ProofDialog
          asked={proof.asked}
          onClose={() => setProof(null)}
          onShown={() => {
            setProof(null);
            proof.goOn();
            void again();
          }}
        />
      ) : null}
      {!proof && open?.kind === 'add-passkey' ? (
        <NameDialog
          title={t('Add a passkey')}
          name=""
          action={t('Go on in the browser')}
          onClose={() => setOpen(null)}
          onName={addPasskey}
        />
      ) : null}
      {!proof && open?.kind === 'rename' ? (
        <NameDialog
          title={t('Rename passkey')}
          name={open.name}
          action={t('Rename')}
          onClose={() => setOpen(null)}
          onName={(name) => run('security.renamePasskey', { id: open.id, name }, () => changed(t('Passkey renamed')))}
        />
      ) : null}
      {!proof && open?.kind === 'totp' ? (
        <TotpDialog begun={open} onClose={() => setOpen(null)} onDone={() => changed(t('Authenticator app set up'))} />
      ) : null}
      {!proof && open?.kind === 'codes' ? <CodesDialog codes={open.codes} onClose={() => setOpen(null)} /> : null}
      {!proof && open?.kind === 'password' ? (
        <PasswordChange
          onClose={() => setOpen(null)}
          onDone={(count) =>
            changed(
              t('Password changed'),
              t(
                '{n, plural, =0 {You were signed in nowhere else.} one {# other sign-in was ended.} other {# other sign-ins were ended.}}',
                { n: count },
              ),
            )
          }
        />
      ) : null}
    </Page>
  );
}
