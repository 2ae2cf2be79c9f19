import type { ThemeRow } from '../../../bridge/content-views.ts';
import { useNow } from '../../data/clock.ts';
import { Button } from '../../ui/button.tsx';
import { whenText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './web-shop.module.css';

interface Props {
  readonly versions: readonly ThemeRow[];
  readonly liveId: string | null;
  /** Of the shop; null where it is not shown on the web */
  readonly address: string | null;
  readonly locked: string | null;
  readonly busy: boolean;
  readonly onSettings: (version: ThemeRow) => void;
  readonly onSchedule: (version: ThemeRow) => void;
  readonly onPublish: (version: ThemeRow) => void;
}

export const themeName = ({ number, name }: Pick<ThemeRow, 'number' | 'name'>): string =>
  t('{n} {name}', { n: number, name });

/** Every version that was sent or set, the last first. */
export function ThemeVersions({ versions, liveId, address, locked, busy, onSettings, onSchedule, onPublish }: Props) {
  const now = useNow();
  return (
    <Card aria-label={t('Versions')}>
      <header>
        <h2>{t('Versions')}</h2>
      </header>
      {versions.length === 0 ? (
        <p className={styles.cardText}>
          {t(
            'No theme was sent yet. A developer writes one with “tillhouse theme new” and sends it with “tillhouse theme push”; it stands here as a draft then.',
          )}
        </p>
      ) : (
        <Ledger rowHeight={44} widths={[null, 230, 420]} aria-label={t('Versions')}>
          <tbody>
            {versions.map((version) => {
              const name = themeName(version);
              return (
                <tr key={version.id}>
                  <td>
                    <b className="strong">{name}</b>
                    <small className={styles.under}>
                      {t('release {release}', { release: version.release })}, {version.actorName},{' '}
                      {whenText(version.createdAt, now)}
                    </small>
                  </td>
                  <td>
                    {version.id === liveId ? (
                      <State tone={version.faults.length > 0 ? 'warn' : 'ok'}>
                        {version.faults.length > 0 ? t('Shown, with faults') : t('Shown')}
                      </State>
                    ) : version.publishAt !== null ? (
                      <State tone="open">{t('goes live {when}', { when: whenText(version.publishAt, now) })}</State>
                    ) : version.publishedAt !== null ? (
                      <span className="t2">{t('shown before')}</span>
                    ) : (
                      <State tone="open">{t('Draft')}</State>
                    )}
                  </td>
                  <td>
                    <span className={styles.rowTools}>
                      {address ? (
                        <a
                          className={styles.see}
                          href={`${address}?theme=${version.id}`}
                          target="_blank"
                          rel="noreferrer"
                          aria-label={t('See it: the shop in {name}', { name })}
                        >
                          {t('See it')}
                        </a>
                      ) : null}
                      {version.settings.length > 0 ? (
                        <Button
                          size="small"
                          aria-label={t('Settings of {name}', { name })}
                          onClick={() => onSettings(version)}
                        >
                          {t('Settings')}
                        </Button>
                      ) : null}
                      {version.id === liveId ? null : (
                        <Button
                          size="small"
                          locked={locked}
                          disabled={busy}
                          aria-label={t('Schedule {name}', { name })}
                          onClick={() => onSchedule(version)}
                        >
                          {t('Schedule')}
                        </Button>
                      )}
                      {version.id === liveId ? null : (
                        <Button
                          size="small"
                          locked={locked}
                          disabled={busy}
                          aria-label={t('Publish {name}', { name })}
                          onClick={() => onPublish(version)}
                        >
                          {t('Publish')}
                        </Button>
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
