import type { VisitRow } from '../../../bridge/visit-views.ts';
import { NOW } from './catalog.ts';

const MINUTE = 60_000;
const id = (n: number): string => `5b0f6a1e-0000-4000-8000-0000000002${String(n).padStart(2, '0')}`;
const mara = { operatorId: id(90), operatorName: 'Mara Lindt' };
const visits: VisitRow[] = [
  {
    ...mara,
    id: id(1),
    reason: 'Case 4711: the winter offer does not count at till B2',
    minutes: 45,
    mayWrite: true,
    askedAt: NOW - 20 * MINUTE,
    answeredAt: null,
    answeredByName: null,
    endsAt: null,
    endedBy: null,
    state: 'asked',
  },
  {
    ...mara,
    id: id(2),
    reason: 'Case 4690: prices of the web shop',
    minutes: 60,
    mayWrite: false,
    askedAt: NOW - 90 * MINUTE,
    answeredAt: NOW - 30 * MINUTE,
    answeredByName: 'Priya Nair',
    endsAt: NOW + 30 * MINUTE,
    endedBy: null,
    state: 'open',
  },
  {
    ...mara,
    id: id(3),
    reason: 'Moving the old till over',
    minutes: 60,
    mayWrite: true,
    askedAt: NOW - 9_000 * MINUTE,
    answeredAt: NOW - 8_990 * MINUTE,
    answeredByName: 'Priya Nair',
    endsAt: NOW - 8_960 * MINUTE,
    endedBy: 'Priya Nair',
    state: 'over',
  },
];

/** @param alone nobody signed in to the cloud at this desk */
export function visitsAnswer(name: string, alone: boolean): unknown {
  if (name === 'visits.list') return alone ? null : { owner: true, visits };
  return null;
}
