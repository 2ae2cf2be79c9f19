import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { headButton } from './basket-panel.tsx';

/** To what lies parked, where something does. */
export function ParkedButton({ parked, onPress }: { readonly parked: number; readonly onPress: () => void }) {
  if (parked === 0) return null;
  return (
    <Button look="quiet" size="touch" className={headButton} onClick={onPress}>
      {t('{n} parked', { n: parked })}
    </Button>
  );
}
