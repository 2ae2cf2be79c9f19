import type { Trouble } from './plan.ts';

/** A rule of sync, broken by one careless edit of the program: the checks of the simulation must see it. */
export interface BrokenRule {
  readonly name: string;
  /** What the edit does to a shop */
  readonly doc: string;
  /** From the root of the repository */
  readonly file: string;
  /** Text that occurs there once … */
  readonly find: string;
  /** … and what a careless person made of it */
  readonly replace: string;
  /** Under which it shows soonest; default: what seeds choose */
  readonly troubles?: readonly Trouble[];
  /** That showed it when somebody last looked: tried first */
  readonly seed?: number;
}
