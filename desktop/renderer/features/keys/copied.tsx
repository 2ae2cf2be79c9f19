import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './keys.module.css';

/** A text with a button that copies it. @param lack what has to be said before it is of use */
export function Copied({
  name,
  of,
  text,
  lack = null,
}: {
  readonly name: string;
  /** What it belongs to, where a page shows several of the name: for who hears the page */
  readonly of?: string;
  readonly text: string;
  readonly lack?: string | null;
}) {
  const [copiedText, setCopied] = useState<string | null>(null);
  const copied = copiedText === text;
  const heard = of === undefined ? name : `${name}, ${of}`;
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      toast({ tone: 'warn', title: t('Could not be copied here'), message: t('Mark the text and copy it by hand.') });
    }
  }
  return (
    <div className={styles.part}>
      <div className={styles.partHead}>
        <b className="bold">{name}</b>
        <span className="grow" />
        {lack === null ? null : <span className="t2">{lack}</span>}
        <Button
          size="small"
          disabled={lack !== null}
          icon={copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
          aria-label={t('Copy: {name}', { name: heard })}
          onClick={() => void copy()}
        >
          {copied ? t('Copied') : t('Copy')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and keys have to reach them */}
      <section className={styles.code} tabIndex={0} aria-label={heard}>
        {text}
      </section>
    </div>
  );
}
