import { IconDevices } from '@tabler/icons-react';
import { useState } from 'react';
import type { NeighbourState } from '../../../bridge/neighbour-views.ts';
import { useNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { whenText } from '../../ui/instants.ts';
import { Card, SectionHead } from '../../ui/page.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { NeighboursDialog } from './neighbours-dialog.tsx';
import styles from './neighbours.module.css';

const problems: Record<NonNullable<NeighbourState['problem']>, string> = {
  'no-key': 'The cloud has not handed this till the key of its shop yet. It comes by itself when the line is there.',
  'port-taken':
    'Another program of this machine listens at the usual port. Tills that know this one by its address have to name the port above.',
  'no-calls': 'Tills do not find each other on this network by themselves. Write their addresses down under Settings.',
};

const refusals: Record<string, string> = {
  revoked: 'it was taken off the shop’s devices',
  unknown: 'this till has not heard of it from the cloud; both need the line once',
  elsewhere: 'it is of another location',
};

/** Tills of this location on this network, which go on telling each other what they do while the cloud is away. Who shares looks here first. */
export function NeighboursCard({ when }: { readonly when: 'on' | 'off' }) {
  const { person } = useSession();
  const now = useNow();
  const state = useRead('neighbours.state', {}, { keep: true }).data;
  const [setting, setSetting] = useState(false);
  if (!state || state.on !== (when === 'on')) return null;
  const { on, tills, problem, refused, port } = state;
  return (
    <section aria-label={t('Tills here')} className={on ? styles.above : styles.below}>
      <SectionHead
        title={t('Tills here')}
        aside={on && port !== null ? t('this one listens at port {port}', { port: String(port) }) : null}
      />
      <Card>
        {on ? (
          <ul className={styles.tills}>
            {tills.map(({ deviceId, name, since, me, relays }) => (
              <li key={deviceId}>
                <IconDevices size={18} stroke={1.75} aria-hidden="true" />
                <b className="cut">{name}</b>
                {me ? <Tag>{t('this till')}</Tag> : null}
                {relays && tills.length > 1 ? <Tag tone="ok">{t('relays')}</Tag> : null}
                <span className="grow" />
                <span className="meta">{t('since {when}', { when: whenText(since, now) })}</span>
              </li>
            ))}
          </ul>
        ) : null}
        <div className={styles.foot}>
          <div className="grow">
            {on ? null : (
              <p>
                {t(
                  'This till shares with no other. Turned on at each till, those of this location on this network go on telling each other what is sold, taken back and parked while the internet is away.',
                )}
              </p>
            )}
            {on && tills.length < 2 && problem === null ? (
              <p>{t('No other till is here yet. Turn it on at the others too, on the same network.')}</p>
            ) : null}
            {problem ? (
              <p role="status">
                <State tone="warn">{t(problems[problem])}</State>
              </p>
            ) : null}
            {on && refused ? (
              <p className="sub">
                {t('{name} was not let in {when}: {why}.', {
                  name: refused.name || t('A device'),
                  when: whenText(refused.at, now),
                  why: t(refusals[refused.why] ?? 'it could not show who it is'),
                })}
              </p>
            ) : null}
          </div>
          <Button size="small" locked={lockOf(person, 'till.manage')} onClick={() => setSetting(true)}>
            {on ? t('Settings') : t('Share with tills here')}
          </Button>
        </div>
      </Card>
      {setting ? <NeighboursDialog state={state} onClose={() => setSetting(false)} /> : null}
    </section>
  );
}
