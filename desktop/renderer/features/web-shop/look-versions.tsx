import type { LookRow } from '../../../bridge/content-views.ts';
import { useNow } from '../../data/clock.ts';
import { Button } from '../../ui/button.tsx';
import { whenText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './web-shop.module.css';

interface Props {
  readonly versions: readonly LookRow[];
  readonly liveId: string | undefined;
  readonly comparedId: string | null;
  readonly locked: string | null;
  readonly onTake: (version: LookRow) => void;
  readonly onCompare: (version: LookRow | null) => void;
  readonly onPublish: (version: LookRow) => void;
  readonly onSchedule: (version: LookRow) => void;
}

export const versionName = ({ number, name }: Pick<LookRow, 'number' | 'name'>): string =>
  name === '' ? t('{n}, as it was found', { n: number }) : t('{n} {name}', { n: number, name });

/** Every look that was saved, the last first: to look at, compare, go on from, publish, or let go live at a time. */
export function LookVersions(props: Props) {
  const { versions, liveId, comparedId, locked, onTake, onCompare, onPublish, onSchedule } = props;
  const now = useNow();
  return (
    <Card aria-label={t('Versions')}>
      <header>
        <h2>{t('Versions')}</h2>
      </header>
      {versions.length === 0 ? (
        <p className={styles.cardText}>
          {t('None is kept yet. The first one that you save keeps the look of now beside it, to go back to.')}
        </p>
      ) : (
        <Ledger rowHeight={44} widths={[null, 190, 390]} aria-label={t('Versions')}>
          <tbody>
            {versions.map((version) => {
              const name = versionName(version);
              const isLive = version.id === liveId;
              return (
                <tr key={version.id}>
                  <td>
                    <b className="strong">{name}</b>
                    <small className={styles.under}>
                      {version.actorName}, {whenText(version.createdAt, now)}
                    </small>
                  </td>
                  <td>
                    {isLive ? (
                      <State tone="ok">{t('Shown')}</State>
                    ) : version.publishAt !== null ? (
                      <State tone="waiting">{t('From {when}', { when: whenText(version.publishAt, now) })}</State>
                    ) : version.publishedAt !== null ? (
                      <span className="t2">{t('shown before')}</span>
                    ) : (
                      <State tone="open">{t('Draft')}</State>
                    )}
                  </td>
                  <td>
                    <span className={styles.rowTools}>
                      <Button
                        size="small"
                        aria-pressed={comparedId === version.id}
                        aria-label={t('Compare with {name}', { name })}
                        onClick={() => onCompare(comparedId === version.id ? null : version)}
                      >
                        {t('Compare')}
                      </Button>
                      <Button
                        size="small"
                        locked={locked}
                        aria-label={t('Go on from it: {name}', { name })}
                        onClick={() => onTake(version)}
                      >
                        {t('Go on from it')}
                      </Button>
                      {isLive ? null : (
                        <>
                          <Button
                            size="small"
                            locked={locked}
                            aria-label={t('At a time: {name}', { name })}
                            onClick={() => onSchedule(version)}
                          >
                            {t('At a time')}
                          </Button>
                          <Button
                            size="small"
                            locked={locked}
                            aria-label={t('Publish {name}', { name })}
                            onClick={() => onPublish(version)}
                          >
                            {t('Publish')}
                          </Button>
                        </>
                      )}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </Ledger>
      )}
    </Card>
  );
}
