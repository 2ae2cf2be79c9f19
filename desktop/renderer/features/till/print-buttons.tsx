import { IconGift, IconPrinter } from '@tabler/icons-react';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';

interface PrintProps {
  readonly orderId: string;
  /** Of a bill that was split by item: only that of one person */
  readonly part?: number | undefined;
  readonly size?: 'touch' | 'control';
}

/** Prints a finished sale again: by the register's printer, as a copy or a gift receipt; without one by the system. */
export function PrintButtons({ orderId, part, size = 'touch' }: PrintProps) {
  const bridge = useBridge();
  const { data } = useRead('till.devices', {});
  const icon = <IconPrinter size={size === 'touch' ? 24 : 18} stroke={1.75} aria-hidden="true" />;
  if (!data?.printer)
    return (
      <Button size={size} icon={icon} onClick={() => window.print()}>
        {t('Print receipt')}
      </Button>
    );
  const print = (kind: 'copy' | 'gift') =>
    void bridge.call('print.receipt', { orderId, kind, ...(part && { part }) }).catch(sayRefused);
  return (
    <>
      <Button size={size} icon={icon} onClick={() => print('copy')}>
        {data.printer.auto ? t('Print a copy') : t('Print receipt')}
      </Button>
      <Button
        size={size}
        icon={<IconGift size={size === 'touch' ? 24 : 18} stroke={1.75} aria-hidden="true" />}
        onClick={() => print('gift')}
      >
        {t('Gift receipt')}
      </Button>
    </>
  );
}
