import { useMutation } from '@tanstack/react-query';
import type { BridgeProblem, CallName } from '../../bridge/contract.ts';
import type { CallMap } from '../../bridge/calls.ts';
import { toast } from '../ui/toast.ts';
import { t } from '../ui/text.ts';
import { ASKED_ELSEWHERE } from './approving.ts';
import { problemText, useBridge } from './bridge.ts';

/** Says a refusal where the person looks; the screen stays as it was. */
export function sayRefused(problem: unknown): void {
  const asked = (problem as Partial<BridgeProblem> | null)?.code === ASKED_ELSEWHERE;
  toast({
    tone: asked ? 'warn' : 'bad',
    title: asked ? t('Asked for somebody else’s yes') : t('Not done'),
    message: problemText(problem, t('The desk did not answer. Nothing was changed. Try again.')),
  });
}

export function useCall<N extends CallName>(name: N) {
  const bridge = useBridge();
  return useMutation({ mutationFn: (args: CallMap[N]['args']) => bridge.call(name, args), onError: sayRefused });
}

/** Commands of the domain, one after the other; stops at the first refusal. Resolves to whether all were done. */
export function useCommands() {
  const bridge = useBridge();
  return useMutation({
    mutationFn: async (commands: readonly { readonly name: string; readonly args: unknown }[]) => {
      for (const { name, args } of commands) await bridge.mutate(name, args);
      return commands.length;
    },
    onError: sayRefused,
  });
}
