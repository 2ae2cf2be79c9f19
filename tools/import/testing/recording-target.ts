import '@tillhouse/shared/domains/catalog/mutators.ts';
import '@tillhouse/shared/domains/customers/mutators.ts';
import '@tillhouse/shared/domains/inventory/stock-mutators.ts';
import '@tillhouse/shared/domains/orders/import-history.ts';
import '@tillhouse/shared/domains/pricing/mutators.ts';
import { mutatorNamed } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { CommandOutcome, ImportTarget } from '../import-target.ts';

type Command = { readonly name: string; readonly args: Record<string, never> };

/**
 * A shop that checks every command against the arguments its mutator declares, runs an id once, and keeps what it got.
 * `refuse` may answer in its place.
 */
export function recordingTarget(refuse: (command: Command) => CommandOutcome | null = () => null) {
  const commands: Command[] = [];
  const outcomes = new Map<string, CommandOutcome>();
  const target: ImportTarget = {
    name: 'a shop in memory',
    store: {
      currency: 'GBP',
      timeZone: 'Europe/London',
      locations: [
        { id: '5d1c0a3e-0b0f-4d5e-9a57-0000000000a1', name: 'Bath' },
        { id: '5d1c0a3e-0b0f-4d5e-9a57-0000000000a2', name: 'Frome' },
      ],
    },
    command: async (name, args, id) => {
      const known = outcomes.get(id);
      if (known) return known;
      const parsed = mutatorNamed(name, 1)?.args.parse(structuredClone(args)) as Record<string, never>;
      const command = { name, args: parsed };
      const outcome = refuse(command) ?? { status: 'applied', code: null, message: null, details: null };
      outcomes.set(id, outcome);
      if (outcome.status === 'applied') commands.push(command);
      return outcome;
    },
  };
  const rows = <T>(name: string, field: string): T[] =>
    commands.filter((one) => one.name === name).flatMap((one) => one.args[field] as unknown as T[]);
  return { target, commands, rows };
}

export const quietTalk = { progress: () => {}, stopped: () => false };
