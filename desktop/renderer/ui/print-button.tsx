import { IconPrinter } from '@tabler/icons-react';
import { Button } from './button.tsx';
import { t } from './text.ts';

interface PrintButtonProps {
  readonly label?: string;
  readonly disabled?: boolean;
}

/** Prints what the window shows as paper, at the foot of the dialog that shows it. */
export function PrintButton({ label = t('Print'), disabled = false }: PrintButtonProps) {
  return (
    <Button
      look="primary"
      data-autofocus
      disabled={disabled}
      icon={<IconPrinter size={18} stroke={1.75} aria-hidden="true" />}
      onClick={() => window.print()}
    >
      {label}
    </Button>
  );
}
