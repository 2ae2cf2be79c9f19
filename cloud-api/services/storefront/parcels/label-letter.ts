import { carrierLabels } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { bringsBack } from '@tillhouse/shared/domains/shipping/returns-label.ts';
import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { papersOf } from './label-papers.ts';
import { parcelLetter } from './parcel-letter.ts';
import type { ToWrite } from './read-to-write.ts';

/** The label by which goods come back, with its papers; undefined: it was given back meanwhile, or has none. */
export async function labelLetter(
  tx: Tx,
  of: ToWrite,
  labelId: string,
  link: string | null,
): Promise<Letter | undefined> {
  const label = await tx.get(carrierLabels, { id: labelId });
  if (!label || !bringsBack(label) || label.orderId !== of.order.id) return undefined;
  const [tracking = ''] = label.trackings;
  const parcel = { id: '', carrier: carrierTitles[label.carrier], tracking, stateAt: null };
  const attachments = papersOf(label).map(({ name, contentType, content }) => ({ name, contentType, content }));
  return { ...parcelLetter('label', of, [parcel], link), attachments };
}
