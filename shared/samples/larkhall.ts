import type { Actor } from '../kernel/define-mutator.ts';
import type { Instant } from '../kernel/instant.ts';
import { deliveryCommands } from './larkhall/delivery.ts';
import { sampleId } from './larkhall/ids.ts';
import { actorOf, priya } from './larkhall/people.ts';
import { setupCommands } from './larkhall/setup.ts';
import { storyCommands } from './larkhall/story.ts';

/** One command of the sample, ready for runMutation in the cloud. */
export interface SampleMutation {
  /** Steady, so that seeding again does nothing twice */
  readonly id: string;
  readonly name: string;
  readonly version: 1;
  readonly args: unknown;
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly deviceId: string;
}

/** Before it is numbered. */
export interface SampleCommand {
  readonly name: string;
  readonly args: unknown;
  readonly actor: Actor;
  readonly at: Instant;
}

export const SAMPLE_DEVICE = sampleId('device:sample');

/**
 * The demo merchant Larkhall with about ten weeks of trade that end at `now`, as commands in the order in which they
 * happened. Deterministic: the same day gives the same shop. Run with authority; PINs and sign-ins are set apart
 * (`larkhallPins` of ./larkhall/people.ts), since their hashes are made outside of shared.
 */
export function larkhallMutations(now: Instant): SampleMutation[] {
  const story = storyCommands(now);
  const commands = [...setupCommands(now, story), ...story.commands, ...deliveryCommands(now)];
  return commands.map(({ at, ...command }, index) => ({
    ...command,
    id: sampleId(`mutation:${index}:${command.name}`),
    version: 1,
    occurredAt: Math.min(at, now),
    deviceId: SAMPLE_DEVICE,
  }));
}

/** Batches of one actor each, in the order in which things happened. */
export function* batchesOfOneActor(mutations: readonly SampleMutation[], largest = 100): Generator<SampleMutation[]> {
  let batch: SampleMutation[] = [];
  for (const mutation of mutations) {
    if (batch.length >= largest || (batch[0] && batch[0].actor.id !== mutation.actor.id)) {
      yield batch;
      batch = [];
    }
    batch.push(mutation);
  }
  if (batch.length > 0) yield batch;
}

export const larkhallOwner = {
  id: priya.id,
  name: priya.name,
  initials: priya.initials,
  email: priya.email,
  actor: actorOf(priya),
};
