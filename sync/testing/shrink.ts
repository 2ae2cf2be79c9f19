import type { Deed, Plan } from './plan.ts';
import { type Ran, simulate } from './simulate.ts';

export interface Shrunk {
  readonly plan: Plan;
  readonly ran: Ran;
}

/**
 * Takes deeds out of a plan for as long as it still breaks: halves first, then ever smaller parts (Zeller's ddmin).
 * @param most runs at most; each takes as long as the plan's own
 */
export async function shrink(plan: Plan, most = 120): Promise<Shrunk> {
  let best: Shrunk = { plan, ran: await simulate(plan) };
  let runs = 1;
  for (let part = Math.ceil(plan.deeds.length / 2); part >= 1 && runs < most; ) {
    let smaller: Shrunk | null = null;
    for (let at = 0; at < best.plan.deeds.length && runs < most && !smaller; at += part) {
      const deeds: Deed[] = [...best.plan.deeds.slice(0, at), ...best.plan.deeds.slice(at + part)];
      const tried = { ...best.plan, deeds };
      const ran = await simulate(tried);
      runs += 1;
      if (ran.broke !== null) smaller = { plan: tried, ran };
    }
    if (smaller) {
      best = smaller;
      part = Math.min(part, Math.ceil(best.plan.deeds.length / 2));
    } else part = part === 1 ? 0 : Math.ceil(part / 2);
  }
  return best;
}
