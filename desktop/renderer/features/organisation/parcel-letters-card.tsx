import {
  type ParcelLetterKind,
  parcelLetterKinds,
  parcelLettersOf,
  plainParcelLetters,
} from '@tillhouse/shared/domains/orders/parcel-letters.ts';
import { Check } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import styles from './parcel-letters-card.module.css';

const words: Readonly<Record<ParcelLetterKind, readonly [label: string, says: string]>> = {
  sent: ['Sent', 'What is in the parcel, its carrier and number, and the way to the page of the order.'],
  tracking: ['Its number came later', 'Where a parcel left without one, or has another one.'],
  'out-for-delivery': ['Out for delivery', 'On the morning that its carrier brings it.'],
  'ready-to-collect': ['At a pick-up point', 'Where its carrier left it for its buyer.'],
  delivered: ['Delivered', 'With the day, so that who cannot find it asks soon.'],
  exception: ['Problem', 'A parcel is held up, and the shop looks after it.'],
  returned: ['Came back', 'A parcel came back to the shop.'],
  ready: ['Ready to collect', 'Of orders that their buyer comes for, with the place.'],
};

/** Those that are chosen, in their order; null where they are as they come, so that the store follows. */
function chosenAs(kinds: ReadonlySet<ParcelLetterKind>): ParcelLetterKind[] | null {
  const chosen = parcelLetterKinds.filter((kind) => kinds.has(kind));
  return chosen.join() === plainParcelLetters.join() ? null : chosen;
}

/** Which letters about parcels buyers of this store get. */
export function ParcelLettersCard({ draft, set, locked }: PartProps) {
  const chosen = new Set(parcelLettersOf(draft));
  const title = t('Letters about parcels');
  const turn = (kind: ParcelLetterKind) => {
    const next = new Set(chosen);
    if (!next.delete(kind)) next.add(kind);
    set({ parcelLetters: chosenAs(next) });
  };
  return (
    <Card aria-label={title}>
      <header>
        <h2>{title}</h2>
        <State tone={chosen.size > 0 ? 'ok' : 'plain'}>
          {chosen.size > 0
            ? t('{n} of {all} sent', { n: chosen.size, all: parcelLetterKinds.length })
            : t('None are sent')}
        </State>
      </header>
      <ul className={styles.kinds}>
        {parcelLetterKinds.map((kind) => {
          const [label, says] = words[kind];
          return (
            <li key={kind}>
              <Check
                label={t(label)}
                checked={chosen.has(kind)}
                disabled={locked !== null}
                onChange={() => turn(kind)}
              />
              <span aria-hidden="true">{t(label)}</span>
              <span className="sub">{t(says)}</span>
            </li>
          );
        })}
      </ul>
      <p className={styles.foot}>
        {t(
          'In the language of the store, to the address of the order. News in the browser go to whoever asked for them, in any case.',
        )}
      </p>
    </Card>
  );
}
