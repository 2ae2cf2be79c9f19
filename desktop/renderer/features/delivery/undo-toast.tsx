import { useBridge } from '../../data/bridge.ts';
import { sayRefused } from '../../data/writes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

interface Command {
  readonly name: string;
  readonly args: unknown;
}

/** Does a command and says so, with the way back beside it for as long as it is said. */
export function useUndoable() {
  const bridge = useBridge();
  return async (
    title: string,
    command: Command,
    undo: Command,
    says = t('Shoppers see it with the next sync.'),
  ): Promise<void> => {
    await bridge.mutate(command.name, command.args);
    let taken = false;
    const back = () => {
      if (taken) return;
      taken = true;
      bridge
        .mutate(undo.name, undo.args)
        .then(() => toast({ tone: 'ok', title: t('Taken back') }))
        .catch(sayRefused);
    };
    toast({
      tone: 'ok',
      title,
      message: (
        <>
          {says} <LinkButton onClick={back}>{t('Undo')}</LinkButton>
        </>
      ),
    });
  };
}
