import { type ReactNode, useState } from 'react';
import { problemText } from '../../data/bridge.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { ProofDialog } from './proof-dialog.tsx';
import { type ProofAsked, useGuarded } from './use-guarded.ts';

export interface ProvenDialog<Open> {
  readonly open: Open | null;
  readonly show: (next: Open | null) => void;
  /** The cloud is being asked; not while it is asked who it is */
  readonly busy: boolean;
  /** Why what the dialog asked for was not done */
  readonly refused: string | null;
  readonly run: ReturnType<typeof useGuarded>;
  /** Asks who it is where nobody is signed in to the cloud. */
  readonly signIn: (goOn: () => void) => void;
  readonly proof: ReactNode;
}

/**
 * One dialog at a time, and calls to the cloud that may ask who it is. The dialog stays with what was typed until it is done, also
 * while that is asked; what is refused stands in the dialog, or in a word of its own where none is open.
 */
export function useProvenDialog<Open>(): ProvenDialog<Open> {
  const [open, setOpen] = useState<Open | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [proof, setProof] = useState<{ asked: ProofAsked | 'sign-in'; goOn: () => void } | null>(null);
  const guarded = useGuarded((asked, goOn) => setProof({ asked, goOn }));
  const show = (next: Open | null): void => {
    setBusy(false);
    setRefused(null);
    setOpen(next);
  };
  const run: typeof guarded = (name, args, done) => {
    setBusy(true);
    setRefused(null);
    guarded(
      name,
      args,
      (result) => {
        setBusy(false);
        done(result);
      },
      (problem) => {
        setBusy(false);
        const text = problemText(problem, t('The cloud did not answer. Nothing was changed. Try again.'));
        if (open) setRefused(text);
        else toast({ tone: 'bad', title: t('Not done'), message: text });
      },
    );
  };
  const dialog = proof && (
    <ProofDialog
      asked={proof.asked}
      onClose={() => {
        setProof(null);
        setBusy(false);
      }}
      onShown={() => {
        setProof(null);
        proof.goOn();
      }}
    />
  );
  const signIn = (goOn: () => void): void => setProof({ asked: 'sign-in', goOn });
  return { open, show, busy: busy && proof === null, refused, run, signIn, proof: dialog };
}
