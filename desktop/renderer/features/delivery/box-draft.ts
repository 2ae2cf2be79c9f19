import type { DeliveryBox } from '../../../bridge/delivery-queries.ts';

type Numbers = 'length' | 'width' | 'height' | 'wall' | 'ownGrams' | 'mostGrams';
/** As it is typed. */
export type BoxDraft = Readonly<Record<Numbers | 'name', string>> & { readonly active: boolean };

export const draftOfBox = (box: DeliveryBox | null): BoxDraft => ({
  name: box?.name ?? '',
  length: box ? String(box.length) : '',
  width: box ? String(box.width) : '',
  height: box ? String(box.height) : '',
  wall: String(box?.wall ?? 3),
  ownGrams: box ? String(box.ownGrams) : '',
  mostGrams: box?.mostGrams == null ? '' : String(box.mostGrams),
  active: box?.active ?? true,
});

/** As it is saved, or what is still wrong with it. An empty own weight is none. */
export function boxOf(id: string, draft: BoxDraft): DeliveryBox | { readonly wrong: string } {
  const number = (of: Numbers, most: number): number | null => {
    const text = draft[of].trim();
    return /^\d{1,7}$/.test(text) && Number(text) <= most ? Number(text) : null;
  };
  const name = draft.name.trim();
  if (name === '') return { wrong: 'Give it a name.' };
  const [length, width, height] = [number('length', 10_000), number('width', 10_000), number('height', 10_000)];
  if (!length || !width || !height) return { wrong: 'Length, width and height are whole millimetres.' };
  const wall = number('wall', 100);
  if (wall === null) return { wrong: 'The wall is whole millimetres, at most 100.' };
  const ownGrams = draft.ownGrams.trim() === '' ? 0 : number('ownGrams', 1_000_000);
  if (ownGrams === null) return { wrong: 'Its own weight is whole grams.' };
  const mostGrams = draft.mostGrams.trim() === '' ? null : number('mostGrams', 1_000_000);
  if (mostGrams === null && draft.mostGrams.trim() !== '') return { wrong: 'What it carries is whole grams.' };
  if (mostGrams !== null && mostGrams <= ownGrams) return { wrong: 'It weighs more empty than it may weigh full.' };
  return { id, name, length, width, height, wall, ownGrams, mostGrams, active: draft.active };
}
