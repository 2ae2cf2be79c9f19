import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './state.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'open' | 'busy' | 'waiting' | 'plain';

export interface StateProps {
  readonly tone: Tone;
  /** Grey words beside the glyph: in tables the good state stays quiet. */
  readonly calm?: boolean;
  /** Ink words: the glyph marks, the words are a title. */
  readonly ink?: boolean;
  readonly down?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A small glyph and a word; never colour alone. */
export function State({ tone, calm, ink, down, className, children }: StateProps) {
  const toned = tone === 'plain' ? null : styles[tone];
  return (
    <span className={cx(styles.state, toned, calm && styles.calm, ink && styles.ink, down && styles.down, className)}>
      {children}
    </span>
  );
}

export interface PillProps extends ComponentProps<'button'> {
  readonly mood: 'ok' | 'busy' | 'offline' | 'look';
  readonly big?: boolean;
}

const moods = { ok: null, busy: 'pillBusy', offline: 'pillOffline', look: 'pillLook' } as const;

export function Pill({ mood, big, className, ...rest }: PillProps) {
  const name = moods[mood];
  return (
    <button type="button" {...rest} className={cx(styles.pill, name && styles[name], big && styles.big, className)} />
  );
}

const tags = {
  plain: null,
  warn: 'tagWarn',
  bad: 'tagBad',
  ok: 'tagOk',
  accent: 'tagAccent',
  info: 'tagInfo',
} as const;

export function Tag({ tone = 'plain', children }: { readonly tone?: keyof typeof tags; readonly children: ReactNode }) {
  const name = tags[tone];
  return <span className={cx(styles.tag, name && styles[name])}>{children}</span>;
}
