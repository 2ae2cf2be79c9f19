import type { CommandOutcome, ImportTalk, ImportTarget } from './import-target.ts';

export interface Batch {
  readonly command: string;
  readonly args: unknown;
  /** Made from its content: the same batch again is answered with its first outcome. */
  readonly id: string;
  /** Called once, in no promised order */
  readonly onOutcome: (outcome: CommandOutcome) => Promise<void> | void;
}

/**
 * Sends batches with a few on the way at once; making the next one goes on meanwhile. Stops taking new ones when the
 * person stops the import, and waits for those on the way.
 */
export async function sendBatches(
  target: ImportTarget,
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  talk: ImportTalk,
  atOnce: number,
): Promise<void> {
  const onTheWay = new Set<Promise<void>>();
  let failure: unknown;
  for await (const batch of batches) {
    if (talk.stopped() || failure !== undefined) break;
    const sending = target
      .command(batch.command, batch.args, batch.id)
      .then((outcome) => batch.onOutcome(outcome))
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => onTheWay.delete(sending));
    onTheWay.add(sending);
    if (onTheWay.size >= atOnce) await Promise.race(onTheWay);
  }
  await Promise.all(onTheWay);
  if (failure !== undefined) throw failure;
}
