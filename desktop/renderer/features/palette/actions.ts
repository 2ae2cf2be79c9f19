import { sections } from '../../data/sections.ts';
import { t } from '../../ui/text.ts';

export interface Action {
  readonly id: string;
  readonly title: string;
  readonly keys: string;
  readonly to: string;
}

/** Places one can go to by name. */
export function placeActions(): Action[] {
  return [
    ...sections.map(({ to, name, key }) => ({
      id: to,
      title: t('Go to {place}', { place: t(name) }),
      keys: `g ${key}`,
      to,
    })),
    { id: '/sync', title: t('Go to {place}', { place: t('Sync') }), keys: 'g y', to: '/sync' },
    { id: 'transfers', title: t('Transfers between locations'), keys: '', to: '/transfers' },
    { id: 'blind', title: t('Receive without an order'), keys: '', to: '/receiving/blind' },
  ];
}

/** The actions whose title holds every typed word. */
export function matchingActions(text: string): Action[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return placeActions().filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}
