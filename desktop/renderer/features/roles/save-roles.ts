import { useMutation } from '@tanstack/react-query';
import type { BridgeProblem } from '../../../bridge/contract.ts';
import { useBridge } from '../../data/bridge.ts';
import { sayRefused } from '../../data/writes.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import type { RoleCommand } from './role-draft.ts';

interface ToSave {
  readonly commands: readonly RoleCommand[];
  /** What is asked of somebody else, in words */
  readonly summary: string;
}

const DAY_MINUTES = 24 * 60;

/** Saves roles; where the store asks for a second person, asks for their yes instead. */
export function useSaveRoles(onDone: () => void) {
  const bridge = useBridge();
  return useMutation({
    mutationFn: async ({ commands, summary }: ToSave): Promise<boolean> => {
      for (const { name, args } of commands) {
        try {
          await bridge.mutate(name, args);
        } catch (problem) {
          if ((problem as BridgeProblem).code !== 'access.approval-needed') throw problem;
          const need = { permission: 'roles.manage', value: null, locationId: null };
          const asked = { id: crypto.randomUUID(), command: name, args, ...need, minutes: DAY_MINUTES };
          await bridge.mutate('access.askApproval', { ...asked, summary: summary.slice(0, 300) });
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
