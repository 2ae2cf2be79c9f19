import { HttpProblem } from '../http/problem.ts';
import type { Quotas } from './quotas.ts';

export interface HeldShapes {
  /** @returns what lets go of it again. @throws HttpProblem 429 where the tenant’s plan has no room for one more */
  hold(tenantId: string, quotas: Quotas): () => void;
}

/** Seconds; desks ask again by themselves. */
const AGAIN = 5;

/** Requests for shapes that are under way at this moment in this process, by tenant: each holds memory and a look at the log. */
export function heldShapes(): HeldShapes {
  const held = new Map<string, number>();
  return {
    hold: (tenantId, { shapes: most }) => {
      const now = held.get(tenantId) ?? 0;
      if (most !== undefined && most !== null && now >= most) {
        throw new HttpProblem(
          429,
          'tenant.quota',
          `Your plan has room for ${most} shapes at once, and all are followed. Nothing was changed; what tills sell is taken in all the same, and this device asks again by itself. Take away devices, or ask for a larger plan.`,
          { quota: 'shapes', limit: most, used: now },
          { 'retry-after': String(AGAIN) },
        );
      }
      held.set(tenantId, now + 1);
      let holds = true;
      return () => {
        if (!holds) return;
        holds = false;
        const left = (held.get(tenantId) ?? 1) - 1;
        if (left === 0) held.delete(tenantId);
        else held.set(tenantId, left);
      };
    },
  };
}
