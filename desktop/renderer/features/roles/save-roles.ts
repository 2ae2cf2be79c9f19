import { useMutation } from '@tanstack/react-query';
import type { BridgeProblem } from '../../../bridge/contract.ts';
import { ASKED_ELSEWHERE, useAsking } from '../../data/approving.ts';
import { sayRefused } from '../../data/writes.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import type { RoleCommand } from './role-draft.ts';

interface ToSave {
  readonly commands: readonly RoleCommand[];
  /** What is asked of somebody else, in words */
  readonly summary: string;
}

/** Saves roles, with a second person's yes where the store asks for one. @param onDone also where it waits for that yes */
export function useSaveRoles(onDone: () => void) {
  const mutate = useAsking();
  return useMutation({
    mutationFn: async ({ commands, summary }: ToSave): Promise<boolean> => {
      for (const { name, args } of commands) {
        try {
          await mutate(name, args, summary);
        } catch (problem) {
          if ((problem as BridgeProblem).code !== ASKED_ELSEWHERE) throw problem;
          return false;
        }
      }
      return true;
    },
    onSuccess: (saved) => {
      onDone();
      if (saved)
        toast({
          tone: 'ok',
          title: t('Saved on this desk'),
          message: t('It goes out by itself. Tills offline keep the old one until they sync.'),
        });
      else
        toast({
          tone: 'warn',
          title: t('Asked for a second person’s yes'),
          message: t('In this store nobody changes roles alone. It waits under Approvals.'),
        });
    },
    onError: sayRefused,
  });
}
