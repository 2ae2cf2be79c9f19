import type * as z from 'zod/mini';
import type { Instant } from './instant.ts';
import type { Tx } from './tx.ts';

/** Who does it, checked again by the cloud. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly roleId: string;
  /** What may be done without asking anybody, at least somewhere and up to some amount */
  readonly permissions: readonly string[];
  /** How far each permission goes; left out: everywhere and without limit, as with API keys */
  readonly grants?: readonly Grant[];
  /** The cloud itself, which nobody can approve */
  readonly system?: true;
  /** At a desk: how they last showed that it is them */
  readonly proof?: Proof;
}

/** That somebody showed who they are; checked by the host and again by the cloud. */
export interface Proof {
  /** `key`: a security key; `cloud`: in a sign-in to the cloud; `enrolled`: by the password that enrolled this device */
  readonly how: 'pin' | 'badge' | 'key' | 'cloud' | 'enrolled';
  /** By the device's clock */
  readonly at: Instant;
  /** With a second factor: a passkey, a security key, or a code of an authenticator app */
  readonly strong: boolean;
  /** What travels to the cloud, to be checked again */
  readonly evidence: unknown;
}

/** One permission of one person, with how far it goes. */
export interface Grant {
  readonly permission: string;
  /** The most, included: minor units or whole percent, as the permission says; left out: no limit of its own */
  readonly upTo?: number;
  /** Ids of locations; left out: everywhere */
  readonly places?: readonly string[];
  /** Each time with the approval of somebody who need not ask */
  readonly asks?: true;
  /** Lent by somebody, who has it still */
  readonly lent?: { readonly id: string; readonly by: string; readonly until: Instant };
}

/** What one command asks of who does it, beyond holding the permission somewhere. */
export interface Need {
  readonly permission: string;
  /** In the unit of the permission's limit */
  readonly value?: number;
  readonly locationId?: string;
  /** The store's own limit, for who has none set */
  readonly usual?: number;
  /** A permission that does as well, where the first does not go far enough */
  readonly or?: string;
}

/**
 * - `missing`: not at all; `limit`: not so much; `place`: not here; `asks`: not alone; `second`: nobody alone, by policy
 * - `unproven`: it is not shown that it was them
 */
export type LackReason = 'missing' | 'limit' | 'place' | 'asks' | 'second' | 'unproven';

export interface Lack extends Need {
  readonly why: LackReason;
  /** Of `limit`: how far it goes */
  readonly upTo?: number;
}

/** Somebody else's yes to one command with its arguments; checked by the host and again by the cloud. */
export interface Approval {
  /** Good once */
  readonly id: string;
  readonly approver: Actor;
  /** `asked`: given at another device; the others at this one */
  readonly how: 'asked' | 'pin' | 'badge' | 'key';
  /** What travels to the cloud, to be checked again */
  readonly evidence: unknown;
}

export interface MutationContext {
  /** The mutation's own uuid: the second key of exactly-once. */
  readonly mutationId: string;
  /** When it happened at the device that did it. */
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly deviceId: string;
  /** uuidv5(mutation id, label): the same row gets the same id at the desk and in the cloud. */
  readonly idFor: (label: string) => string;
  /** True in the cloud, where the outcome is decided; flags and tasks for people are made only there. */
  readonly authority: boolean;
  /** Store settings that rules need. */
  readonly store: StoreContext;
  /** A person has looked at this fact and says that it happened: `inspect` lets pass what is only unlikely. */
  readonly reviewed?: true;
  /** In the cloud alone, of an intent: what was put aside whole, by the id it is kept under. */
  readonly putAside?: PutAside;
  /** Of a fact in the cloud: what its actor was not allowed, even with its approval. It stands, and is flagged. */
  readonly lacks: readonly Lack[];
  readonly approval?: Approval;
}

export interface PutAside {
  /**
   * Runs the fact in this transaction, as who did it where and when it happened, and notes that it was looked at.
   * @throws DomainError where it is none, cannot be read, does not add up or is there already
   */
  run(id: string): Promise<void>;
  /** Notes that it was looked at. */
  close(id: string): Promise<void>;
}

export interface StoreContext {
  readonly currency: string;
  readonly timeZone: string;
  readonly pricesIncludeTax: boolean;
  /** Permissions that nobody uses alone */
  readonly secondPerson?: readonly string[];
  /** Up to what a PIN approves, by permission; beyond it takes a badge or another device */
  readonly pinUpTo?: Readonly<Record<string, number>>;
}

/**
 * - `fact`: it already happened. Never refused, undone or replayed; inserts rows and adds deltas only.
 * - `intent`: may be refused; undone at the desk when it is.
 */
export type MutatorKind = 'fact' | 'intent';

export interface Mutator<A = unknown> {
  /** `domain.verbNoun` */
  readonly name: string;
  readonly version: number;
  readonly kind: MutatorKind;
  readonly args: z.ZodMiniType<A>;
  readonly permission: string;
  readonly doc: string;
  /** What it asks beyond its permission: amounts, places, other permissions. Reads only; with completed arguments. */
  readonly needs?: (tx: Tx, args: A, ctx: MutationContext) => Promise<readonly Need[]>;
  /** What an approval of it is bound to: the arguments as they were before `prepare`. Default: all of them. */
  readonly bound?: (args: A) => unknown;
  /**
   * Completes the arguments at the desk, in the same transaction, before they are stored in the outbox:
   * a receipt number taken, names and prices snapshotted. Never runs in the cloud.
   */
  readonly prepare?: (tx: Tx, args: A, ctx: MutationContext) => Promise<A>;
  readonly run: (tx: Tx, args: A, ctx: MutationContext) => Promise<void>;
  /**
   * Of a fact, in the cloud, before `run`: throws a DomainError where no till could have made it (impossible tenders,
   * totals that do not add up). The fact is then kept whole in quarantine, outside money, until a person has looked. With
   * `ctx.reviewed` somebody has, and only what no books can hold is thrown.
   */
  readonly inspect?: (tx: Tx, args: A, ctx: MutationContext) => Promise<void>;
  /**
   * Steps for the arguments of earlier versions, by that version: each makes of them those of the version after it, so
   * that what an old desk has in its outbox still lands. A step stays for as long as an outbox can hold its version.
   */
  readonly earlier?: Readonly<Record<number, (args: unknown) => unknown>>;
}

const registry = new Map<string, Mutator>();
const newestByName = new Map<string, Mutator>();
const versioned = (name: string, version: number) => `${name}@${version}`;

/** Declares a command. Old versions stay registered as long as an outbox can hold them. */
export function defineMutator<A>(mutator: Mutator<A>): Mutator<A> {
  const id = versioned(mutator.name, mutator.version);
  if (registry.has(id)) throw new Error(`mutator ${id} is defined twice`);
  registry.set(id, mutator as unknown as Mutator);
  const newest = newestByName.get(mutator.name);
  if (!newest || newest.version < mutator.version) newestByName.set(mutator.name, mutator as unknown as Mutator);
  return mutator;
}

export function mutatorNamed(name: string, version: number): Mutator | undefined {
  return registry.get(versioned(name, version));
}

export type Resolved =
  | { readonly found: Mutator; readonly convert: (args: unknown) => unknown }
  /** `newer`: this program is older than who wrote the command; `dropped`: so old that no step leads here any more */
  | { readonly found: null; readonly why: 'newer' | 'dropped' };

/** The command that runs a mutation of any version: its own, or the next one that declared steps lead to. */
export function resolveMutator(name: string, version: number): Resolved {
  const exact = mutatorNamed(name, version);
  if (exact) return { found: exact, convert: (args) => args };
  const later = [...registry.values()]
    .filter((mutator) => mutator.name === name && mutator.version > version)
    .sort((a, b) => a.version - b.version)[0];
  if (!later) return { found: null, why: 'newer' };
  const steps: ((args: unknown) => unknown)[] = [];
  for (let from = version; from < later.version; from += 1) {
    const step = later.earlier?.[from];
    if (!step) return { found: null, why: 'dropped' };
    steps.push(step);
  }
  return { found: later, convert: (args) => steps.reduce((value, step) => step(value), args) };
}

/** The newest version of a command. */
export function newestMutator(name: string): Mutator | undefined {
  return newestByName.get(name);
}

/** The newest version of every command, by name. */
export function declaredMutators(): Mutator[] {
  return [...newestByName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
