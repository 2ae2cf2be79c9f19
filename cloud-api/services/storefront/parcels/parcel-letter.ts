import type { Fulfilment } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { trackingLink } from '@tillhouse/shared/domains/shipping/tracking-link.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { filled } from '../requests/request-words.ts';
import { type ParcelLetter, parcelWords } from './parcel-words.ts';
import type { ToWrite } from './read-to-write.ts';

/** Of what names the carrier and its number: where the parcel can be looked for. */
const followed: ReadonlySet<ParcelLetter> = new Set(['sent', 'part', 'tracking', 'point', 'out', 'exception', 'label']);
const listed: ReadonlySet<ParcelLetter> = new Set(['sent', 'part', 'delivered']);

/** A letter about an order as it is sent, in the language of its store. @param link where it is looked at; null: nowhere */
export function parcelLetter(
  what: ParcelLetter,
  of: ToWrite,
  parcels: readonly Pick<Fulfilment, 'id' | 'carrier' | 'tracking' | 'stateAt'>[],
  link: string | null,
): Letter {
  const { order, store, name, email, place } = of;
  const words = parcelWords(store.locale);
  const day = new Intl.DateTimeFormat(store.locale, { dateStyle: 'long', timeZone: store.timeZone });
  const names = {
    number: order.number,
    store: store.name,
    name,
    date: day.format(parcels[0]?.stateAt ?? order.placedAt),
  };
  const text = [
    filled(words.hello, names),
    filled(words[what].text, names),
    ...(what === 'ready' ? [place.join('\n')] : []),
    ...parcels.flatMap((parcel) => [
      ...(listed.has(what) ? [[words.inside, ...goodsIn(of, parcel.id)].join('\n')] : []),
      ...(followed.has(what) ? wayOf(parcel, store.locale) : []),
    ]),
    ...(link ? [`${words.follow}\n${link}`] : []),
  ];
  return { to: email, subject: filled(words[what].subject, names), text: text.filter(Boolean).join('\n\n') };
}

function goodsIn({ lines, inside, store }: ToWrite, parcelId: string): string[] {
  const count = new Intl.NumberFormat(store.locale);
  const sent = new Map(
    inside.filter(({ fulfilmentId }) => fulfilmentId === parcelId).map((row) => [row.lineId, row.quantity]),
  );
  return lines
    .toSorted((a, b) => a.position - b.position)
    .flatMap(({ id, title, variantTitle, scale }) => {
      const quantity = sent.get(id);
      const what = [title, variantTitle].filter(Boolean).join(', ');
      return quantity === undefined ? [] : [`${count.format(quantity / 10 ** scale)} × ${what}`];
    });
}

/** Who carries it, by which number, and where its carrier shows it. */
function wayOf({ carrier, tracking }: Pick<Fulfilment, 'carrier' | 'tracking'>, locale: string): string[] {
  const words = parcelWords(locale);
  const page = trackingLink(carrier, tracking);
  const said = [
    ...(carrier ? [filled(words.carrier, { carrier })] : []),
    ...(tracking ? [filled(words.tracked, { tracking })] : []),
    ...(page ? [words.at, page] : []),
  ];
  return said.length > 0 ? [said.join('\n')] : [];
}
