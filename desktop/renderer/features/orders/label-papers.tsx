import { IconDownload } from '@tabler/icons-react';
import { createPortal } from 'react-dom';
import type { ShownLabel } from '../../../bridge/label-views.ts';
import { t } from '../../ui/text.ts';
import styles from './labels.module.css';

/** Whether any of it is printed from the window: pictures are, other papers are saved and printed by their own program. */
export const isPrintable = (labels: readonly ShownLabel[]): boolean =>
  labels.some(({ documents }) => documents.some(({ format }) => format === 'png'));

/** Labels as they are stuck on parcels, four inches by six, a page each. */
export function LabelPapers({ labels }: { readonly labels: readonly ShownLabel[] }) {
  const papers = labels.flatMap(({ id, trackings, documents }) =>
    documents.map((paper, at) => ({ ...paper, key: `${id}-${at}`, name: trackings[0] ?? id })),
  );
  const pictures = papers.filter(({ format }) => format === 'png');
  const files = papers.filter(({ format }) => format !== 'png');
  return (
    <>
      {files.map(({ key, kind, format, name, content }) => (
        <a
          key={key}
          className={styles.file}
          download={`${kind}-${name}.${format}`}
          href={`data:${format === 'pdf' ? 'application/pdf' : 'text/plain'};base64,${content}`}
        >
          <IconDownload size={16} stroke={1.75} aria-hidden="true" />
          {t('Save {kind} {name} as {format}', { kind, name, format: format.toUpperCase() })}
        </a>
      ))}
      {createPortal(
        <div className={styles.printed} aria-hidden="true">
          {pictures.map(({ key, content }) => (
            <img key={key} src={`data:image/png;base64,${content}`} alt="" />
          ))}
        </div>,
        document.body,
      )}
      {pictures.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it too
        <section className={styles.papers} tabIndex={0} aria-label={t('Labels')}>
          {pictures.map(({ key, name, content }) => (
            <img
              key={key}
              className={styles.paper}
              src={`data:image/png;base64,${content}`}
              alt={t('Label {name}', { name })}
            />
          ))}
        </section>
      ) : null}
    </>
  );
}
