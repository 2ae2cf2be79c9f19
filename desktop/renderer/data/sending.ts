import { useState } from 'react';
import { t } from '../ui/text.ts';
import { problemText } from './bridge.ts';

export interface Sending {
  readonly busy: boolean;
  /** Why the last one was not done, in words */
  readonly refused: string | null;
  /** Begins to wait for it. */
  send(work: Promise<unknown>): void;
  /** What was refused is being mended. */
  forget(): void;
}

const unanswered = () => t('The desk did not answer. Nothing was changed. Try again.');

/**
 * What a dialog knows of what it sent: whether it is under way, and why it was refused.
 * @param otherwise said where a refusal has no words of its own
 */
export function useSending(otherwise: () => string = unanswered): Sending {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  return {
    busy,
    refused,
    send: (work) => {
      setBusy(true);
      setRefused(null);
      work.catch((problem: unknown) => setRefused(problemText(problem, otherwise()))).finally(() => setBusy(false));
    },
    forget: () => setRefused(null),
  };
}
