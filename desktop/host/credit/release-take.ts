import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { type Ground, runWithin } from '../commands/run-command.ts';

/** What the cloud may have set aside of a card for a basket. */
export interface Take {
  readonly takeId: string;
  readonly creditId: string;
  readonly orderId: string;
}

/** Gives it back by a command that waits to be sent like any other; one a take, however often it is asked for. */
export async function releaseTake(connection: DeskConnection, ground: Ground, take: Take, now: number): Promise<void> {
  const { takeId, creditId, orderId } = take;
  const args = { takeId, creditId, orderId };
  await runWithin(connection, ground, { name: 'credit.release', args, mutationId: idFor(takeId, 'release') }, now);
}
