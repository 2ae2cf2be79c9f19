import type { BasketLine } from '../../../bridge/views.ts';
import { LinkButton } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { lineName } from './till-data.ts';

export function sayNotAdded(): void {
  toast({
    ...{ tone: 'warn', beside: 'total' },
    title: t('Scanned while paying, not added'),
    message: t('Finish this sale, or go back with Esc.'),
  });
}

export function sayRemoved(line: BasketLine, onUndo: () => void): void {
  toast({
    ...{ tone: 'warn', beside: 'total' },
    title: t('{name} removed', { name: lineName(line) }),
    message: <LinkButton onClick={onUndo}>{t('Put it back')}</LinkButton>,
  });
}
