import { type TurnLimits, Turns } from '../../platform/http/turns.ts';

/** What desks ask together after an outage, apart from each other so that neither stops the other. */
export interface DeskTurns {
  readonly push: Turns;
  /** Of shapes, all but the polls that only wait for news */
  readonly copies: Turns;
}

export type DeskTurnLimits = { readonly [K in keyof DeskTurns]: TurnLimits };

/**
 * Each push holds a connection of the role `app`, of which there are twenty: the others are for shoppers and the back
 * office. Copies are mostly reading of what is in memory; Postgres is asked for four at once.
 */
const usual: DeskTurnLimits = {
  push: { running: 8, waiting: 400, waitMs: 5_000, perDevice: { running: 1, waiting: 2 } },
  copies: { running: 64, waiting: 4_000, waitMs: 10_000, perDevice: { running: 16, waiting: 200 } },
};

export function deskTurns({ push, copies }: Partial<DeskTurnLimits> = {}): DeskTurns {
  return { push: new Turns(push ?? usual.push), copies: new Turns(copies ?? usual.copies) };
}
