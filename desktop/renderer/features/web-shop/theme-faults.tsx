import type { ThemeRow } from '../../../bridge/content-views.ts';
import { useNow } from '../../data/clock.ts';
import { whenText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { themeName } from './theme-versions.tsx';
import styles from './web-shop.module.css';

/** Pages that templates could not write: shoppers saw the built-in ones, and a developer should look. */
export function ThemeFaults({ versions }: { readonly versions: readonly ThemeRow[] }) {
  const now = useNow();
  const faults = versions.flatMap((version) => version.faults.map((fault) => ({ ...fault, name: themeName(version) })));
  if (faults.length === 0) return null;
  return (
    <Card aria-label={t('What went wrong')}>
      <header>
        <h2>{t('What went wrong')}</h2>
      </header>
      <p className={styles.cardText}>
        {t('Shoppers were shown the built-in page each time; nothing else of the shop was touched.')}
      </p>
      <Ledger rowHeight={44} widths={[null, 120, 190]} aria-label={t('What went wrong')}>
        <tbody>
          {faults.map((fault) => (
            <tr key={fault.id}>
              <td>
                <b className="strong">{fault.line > 0 ? `${fault.template}:${fault.line}` : fault.template}</b>
                <small className={styles.under}>
                  {fault.name}: {fault.message}
                </small>
              </td>
              <td className="num">{t('{n} times', { n: fault.times })}</td>
              <td>{whenText(fault.lastAt, now)}</td>
            </tr>
          ))}
        </tbody>
      </Ledger>
    </Card>
  );
}
