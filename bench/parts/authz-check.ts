import { builtInRoles } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { effectiveRights } from '@tillhouse/shared/domains/access/effective-rights.ts';
import { lackOf } from '@tillhouse/shared/domains/access/rights.ts';
import type { Need } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { BenchContext, Figure } from '../bench.ts';
import { latency } from '../figures.ts';

const HOME = 'bath';
const AT_ONCE = 50;

/** A cashier with limits, at home, who stands in for a manager: every kind of condition there is. */
function cashier() {
  const role = (name: string) => {
    const found = builtInRoles.find((each) => each.name === name);
    if (!found) throw new Error(`no role ${name}`);
    return { permissions: found.permissions, terms: found.terms, homeLocationId: HOME };
  };
  const lent = {
    ...{ id: 'lent', byName: 'Tom', locationId: HOME, startsAt: 0, endsAt: 10 },
    permissions: ['till.cash', 'prices.edit', 'till.return-over-limit'],
    giver: { ...role('Manager'), status: 'away' },
  };
  return effectiveRights(role('Till'), [lent], 5);
}

const needs: readonly [need: Need, allowed: boolean][] = [
  [{ permission: 'till.sell', locationId: HOME }, true],
  [{ permission: 'till.sell', locationId: 'frome' }, false],
  [{ permission: 'till.discount', value: 10, locationId: HOME }, true],
  [{ permission: 'till.discount', value: 11, locationId: HOME }, false],
  [{ permission: 'till.return', value: 30_000, locationId: HOME, usual: 5_000, or: 'till.return-over-limit' }, false],
  [{ permission: 'till.return', value: 9_000, locationId: HOME, usual: 5_000, or: 'till.return-over-limit' }, true],
  [{ permission: 'orders.view' }, true],
  [{ permission: 'roles.manage' }, false],
];

/** One check, as each command and each address makes at least one. */
export async function checkFigure(context: BenchContext): Promise<Figure> {
  const person = cashier();
  const ask = () => {
    for (const [need, allowed] of needs) {
      if ((lackOf(person, need) === null) !== allowed) throw new Error(`${need.permission} is answered wrongly`);
    }
  };
  for (let round = 0; round < 2_000; round += 1) ask();
  const samples: number[] = [];
  for (let round = 0; round < (context.quick ? 300 : 2_000); round += 1) {
    const since = performance.now();
    for (let time = 0; time < AT_ONCE; time += 1) ask();
    samples.push(((performance.now() - since) * 1_000) / (AT_ONCE * needs.length));
  }
  const anew = performance.now();
  const people = 500;
  for (let n = 0; n < people; n += 1) lackOf(cashier(), { permission: 'till.sell', locationId: HOME });
  const first = ((performance.now() - anew) * 1_000) / people;
  const note = `eight kinds, half of them refused; the first of a person whose rights were read anew: ${first.toFixed(0)} µs`;
  return latency('authz.check', 'µs', samples, 'p50 <= 20', note);
}
