import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallMap } from '../../../bridge/calls.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { clockText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';
import { PaperPicture } from './paper-picture.tsx';

const key = ['print.virtual'] as const;

/** What the printer on the screen has printed, from the bytes it was sent; and what may happen to a printer. */
export function VirtualCard({ registerId }: { readonly registerId: string }) {
  const bridge = useBridge();
  const client = useQueryClient();
  const { data: devices } = useRead('till.devices', { registerId });
  const shown = devices?.printer?.model === 'virtual';
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => bridge.call('print.virtual', {}),
    enabled: shown,
    // Paper that came while this was not on the screen is news as well.
    staleTime: 0,
  });
  useEffect(
    () =>
      bridge.onChanged((tables) => {
        if (tables.includes('prints')) void client.invalidateQueries({ queryKey: key });
      }),
    [bridge, client],
  );
  if (!shown || !data) return null;
  const ask = (args: CallMap['print.virtual']['args']) =>
    void bridge
      .call('print.virtual', args)
      .then((state) => client.setQueryData(key, state))
      .catch(sayRefused);
  return (
    <Card aria-label={t('Paper on the screen')}>
      <header>
        <h2>{t('Paper on the screen')}</h2>
        <span className="sub cut">{t('Read back from the bytes the printer was sent')}</span>
        <span className="grow" />
        <Button size="small" onClick={() => ask({ paper: data.paper === 'out' ? 'there' : 'out' })}>
          {data.paper === 'out' ? t('Put paper in') : t('Take the paper out')}
        </Button>
        <Button size="small" onClick={() => ask({ on: !data.on })}>
          {data.on ? t('Turn it off') : t('Turn it on')}
        </Button>
        <Button size="small" disabled={data.papers.length === 0} onClick={() => ask({ clear: true })}>
          {t('Throw away')}
        </Button>
      </header>
      {data.papers.length === 0 ? <p className={styles.none}>{t('Nothing was printed yet.')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={styles.papers} aria-label={t('Papers')} tabIndex={0}>
        {data.papers.map(({ at, printed }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: papers have no name and are only added to
          <figure key={data.papers.length - index}>
            <figcaption className="sub">{clockText(at)}</figcaption>
            <PaperPicture printed={printed} columns={devices?.printer?.width === 58 ? 32 : 48} />
          </figure>
        ))}
      </section>
    </Card>
  );
}
