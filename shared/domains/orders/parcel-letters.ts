import * as z from 'zod/mini';

/** What buyers of a store can be told of their parcels by letter; a part that leaves is told as what is sent. */
export const parcelLetterKinds = [
  'sent',
  'tracking',
  'out-for-delivery',
  'ready-to-collect',
  'delivered',
  'exception',
  'returned',
  /** Not of a parcel: goods that somebody comes for lie ready */
  'ready',
] as const;
export type ParcelLetterKind = (typeof parcelLetterKinds)[number];

/** Those that a store writes; null: as `plainParcelLetters` says. */
export const storeParcelLetters = z.array(z.enum(parcelLetterKinds)).check(z.maxLength(parcelLetterKinds.length));

/** All but the one of the morning: its browser tells it to who asked, and a letter more a day is too many. */
export const plainParcelLetters: readonly ParcelLetterKind[] = parcelLetterKinds.filter(
  (kind) => kind !== 'out-for-delivery',
);

export const parcelLettersOf = ({
  parcelLetters,
}: {
  readonly parcelLetters: readonly ParcelLetterKind[] | null;
}): readonly ParcelLetterKind[] => parcelLetters ?? plainParcelLetters;
