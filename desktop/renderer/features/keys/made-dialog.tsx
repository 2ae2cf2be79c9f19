import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './keys.module.css';

/** What was just made. */
export interface Made {
  readonly title: string;
  /** What to do with it, and how to keep it */
  readonly text: string;
  readonly parts: readonly { readonly name: string; readonly text: string }[];
}

function Part({ name, text }: { readonly name: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast({ tone: 'warn', title: t('Could not be copied here'), message: t('Mark the text and copy it by hand.') });
    }
  }
  return (
    <div className={styles.part}>
      <div className={styles.partHead}>
        <b className="bold">{name}</b>
        <span className="grow" />
        <Button
          size="small"
          icon={copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
          aria-label={t('Copy: {name}', { name })}
          onClick={() => void copy()}
        >
          {copied ? t('Copied') : t('Copy')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and keys have to reach them */}
      <section className={styles.code} tabIndex={0} aria-label={name}>
        {text}
      </section>
    </div>
  );
}

/** Shown this once: it is kept nowhere at this desk, and of a secret the cloud keeps no more than a fingerprint. */
export function MadeDialog({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={made.title}
      closeLabel={t('Close')}
      width={620}
      foot={
        <Button look="primary" onClick={onClose} data-autofocus>
          {t('I have kept it')}
        </Button>
      }
    >
      <div className={styles.form}>
        <p>{made.text}</p>
        {made.parts.map((part) => (
          <Part key={part.name} {...part} />
        ))}
      </div>
    </Dialog>
  );
}
