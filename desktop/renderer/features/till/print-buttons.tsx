import { IconGift, IconPrinter } from '@tabler/icons-react';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';

/** Prints a finished sale again: by the register's printer, as a copy or a gift receipt; without one by the system. */
export function PrintButtons({ orderId }: { readonly orderId: string }) {
  const bridge = useBridge();
  const { data } = useRead('till.devices', {});
  const icon = <IconPrinter size={24} stroke={1.75} aria-hidden="true" />;
  if (!data?.printer)
    return (
      <Button size="touch" icon={icon} onClick={() => window.print()}>
        {t('Print receipt')}
      </Button>
    );
  const print = (kind: 'copy' | 'gift') => void bridge.call('print.receipt', { orderId, kind }).catch(sayRefused);
  return (
    <>
      <Button size="touch" icon={icon} onClick={() => print('copy')}>
        {data.printer.auto ? t('Print a copy') : t('Print receipt')}
      </Button>
      <Button size="touch" icon={<IconGift size={24} stroke={1.75} aria-hidden="true" />} onClick={() => print('gift')}>
        {t('Gift receipt')}
      </Button>
    </>
  );
}
