const nothing = 'giving or taking nothing changes nothing';

/** Survivors that somebody has looked at: by file below `shared/domains` and change, why no test can or need notice it. */
export const accepted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'orders/plan-refunds.ts': {
    'amount > 0 → amount >= 0': nothing,
    'originalTenderId !== null → true': 'no payment has the id null, so nothing is taken off one',
    'rest > 0 → true': nothing,
    'rest > 0 → rest >= 0': nothing,
    'id !== null → true': 'what is put under the id null is never read',
  },
};
