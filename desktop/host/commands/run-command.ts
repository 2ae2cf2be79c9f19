import { recordReturnWithoutReceipt } from '@tillhouse/shared/domains/register/no-receipt-mutators.ts';
import { figuresToSign, signedArgs } from '@tillhouse/shared/domains/register/fiscal-trade.ts';
import { recordReturn } from '@tillhouse/shared/domains/register/return-mutators.ts';
import { type Factor, stepUpOfCommand } from '@tillhouse/shared/domains/access/step-up.ts';
import { newestMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { duplicateRow } from '@tillhouse/shared/kernel/command-errors.ts';
import type { Actor, Approval, Proof, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { type Command, type Done, mutateWithin } from '@tillhouse/sync/client/mutate.ts';
import { entryById } from '@tillhouse/sync/client/outbox.ts';
import type { Reader } from '../database/reader.ts';
import { afterReturn, noteReturn, noteTipBack } from '../devices/after-return.ts';
import { fiscalUnits } from '../devices/fiscal/units-of-host.ts';
import type { FiscalUnits } from '../devices/fiscal/units.ts';
import type { Host } from '../host.ts';
import { asksOf, heldProof, needed, onceShown, provenActor, shownHere, strongHere } from '../session/proofs.ts';
import { withLowestPrices } from './lowest-prices.ts';
import { signInFirst } from '../queries/answer-query.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { approvalFrom, type GivenApproval } from '../session/give-approval.ts';
import { type KnownPerson, personAt } from '../session/people.ts';
import { notEnrolled } from '../session/not-enrolled.ts';
import { refuseTakenRegister } from '../session/registers-here.ts';
import { storeAt } from '../session/store-at.ts';
import { leaseOver } from '../session/within-lease.ts';
import { type WindowSession, windowOf } from '../session/windows.ts';
import { HostProblem } from '../problem.ts';

/** Returns, whose paper comes out and whose cash opens the drawer. */
const returns: readonly string[] = [recordReturn.name, recordReturnWithoutReceipt.name];

const notReady = () =>
  new HostProblem(
    'desk.no-store-yet',
    'unavailable',
    'The first copy of the store has not come yet. Nothing was changed. Wait until it is here and do it again.',
  );

export interface Ground {
  readonly actor: Actor;
  readonly person: KnownPerson;
  readonly window: WindowSession;
  readonly deviceId: string;
  readonly store: StoreContext;
  /** How they last showed at this window that it is them */
  readonly proof?: Proof | undefined;
  /** What signs receipts, where the law asks for it */
  readonly fiscal: FiscalUnits;
  /** What they can show it with here */
  readonly canShow: readonly Factor[];
}

/** Who does it, on which device, for which store. @throws HostProblem where one of them is not known */
export function groundOf(host: Host, window: WindowSession): Ground {
  const { reader } = host.desk;
  const fresh = windowOf(host.desk, window.tokenHash, host.now()) ?? window;
  const enrolment = readEnrolment(reader);
  if (!enrolment) throw notEnrolled();
  const person = personAt(reader, fresh, host.lease);
  if (!person) throw signInFirst();
  const row = storeAt(reader, null);
  if (!row) throw notReady();
  const { currency, timeZone, pricesIncludeTax } = row;
  const { id, name, roleId, permissions, grants } = person;
  return {
    actor: { id, name, roleId, permissions, ...(grants && { grants }) },
    person,
    window: fresh,
    deviceId: enrolment.deviceId,
    store: { currency, timeZone, pricesIncludeTax, ...policiesOf(reader) },
    proof: heldProof(host, fresh, id),
    fiscal: fiscalUnits(host),
    canShow: shownHere(reader, id),
  };
}

export interface Wanted {
  readonly name: string;
  readonly args: unknown;
  /** Made by the asker, so that asking again after a lost answer does it once. */
  readonly mutationId: string;
  /** Somebody else's yes, checked as far as it can be here */
  readonly approval?: Approval;
}

/** One command inside a transaction of the caller; done before under the same id, it is not done again. */
export async function runWithin(
  connection: DeskConnection,
  ground: Ground,
  wanted: Wanted,
  occurredAt: number,
): Promise<Done | null> {
  if (entryById(connection, wanted.mutationId)) return null;
  const { deviceId, store } = ground;
  const mutator = newestMutator(wanted.name);
  if (mutator?.kind === 'fact') refuseOnTaken(connection, mutator.name, wanted.args);
  const grave = mutator && stepUpOfCommand(mutator.name, mutator.permission);
  const command: Command = {
    ...withHead(connection, withEvidence(connection, wanted, occurredAt)),
    // Only what is grave carries the proof to the cloud.
    actor: grave ? provenActor(ground) : ground.actor,
    asksProof: true,
    deviceId,
    store,
    occurredAt,
    complete: signing(connection, ground, wanted.name),
  };
  try {
    const done = await mutateWithin(connection, command);
    if (returns.includes(wanted.name)) noteReturn(connection, wanted.args, occurredAt);
    if (wanted.name === 'register.giveTipBack') noteTipBack(connection, wanted.args, occurredAt);
    return done;
  } catch (error) {
    throw inLease(constraint(shownAtDesk(error, ground)), ground.person);
  }
}

/** What is booked at a register is booked by the device that issues its numbers. */
function refuseOnTaken(connection: DeskConnection, name: string, args: unknown): void {
  const { registerId } = (args ?? {}) as { registerId?: unknown };
  if (name.startsWith('register.') && typeof registerId === 'string') refuseTakenRegister(connection, registerId);
}

/** A receipt is signed once all of it is decided. Who practises issues none. */
function signing(connection: DeskConnection, { fiscal, window }: Ground, name: string) {
  return async (args: unknown): Promise<unknown> => {
    const asked = window.training ? null : figuresToSign(name, args);
    const said = asked && (await fiscal.sign(connection, asked));
    return said ? signedArgs(args, said) : args;
  };
}

/** A refusal for want of a proof says what this person can show here. */
function shownAtDesk(error: unknown, { canShow }: Ground): unknown {
  const asks = asksOf(error);
  return asks ? needed(asks, asks.strong ? ['passkey', 'totp', ...strongHere(canShow)] : canShow, false) : error;
}

/** A drawer's closing record carries the last signed end of the audit chain that this desk holds. */
function withHead(connection: DeskConnection, wanted: Wanted): Wanted {
  if (wanted.name !== 'register.closeSession') return wanted;
  const [head] = connection.allNow(
    `SELECT position, hash, signed_by AS signedBy, signature, signed_at AS signedAt
       FROM audit_heads ORDER BY position DESC LIMIT 1`,
    [],
  );
  return head ? { ...wanted, args: { ...(wanted.args as object), auditHead: head } } : wanted;
}

/** Which sale says what goods without a receipt are worth, the till looks up for itself. */
function withEvidence(connection: DeskConnection, wanted: Wanted, at: number): Wanted {
  if (wanted.name !== recordReturnWithoutReceipt.name) return wanted;
  return { ...wanted, args: withLowestPrices(connection, wanted.args, at) };
}

/** The one door for commands: rights, effect, reactions and outbox in one durable transaction. */
export async function runCommand(
  host: Host,
  window: WindowSession,
  wanted: Wanted,
  given?: GivenApproval,
): Promise<Done | null> {
  const ground = groundOf(host, window);
  const approval = given && (await approvalFrom(host, ground, wanted, given));
  const command = approval ? { ...wanted, approval } : wanted;
  const done = await onceShown(host, ground, (as) =>
    host.desk.transaction('foreground', (connection) => runWithin(connection, as, command, host.now())),
  );
  if (done && returns.includes(wanted.name)) afterReturn(host, wanted.args);
  return done;
}

/** Refused for a right that this desk does not honour now: that is another reason than having none. */
function inLease(error: unknown, { withheld = {} }: KnownPerson): unknown {
  if (!(error instanceof DomainError) || error.kind !== 'forbidden') return error;
  const { permission } = error.details as { permission?: string };
  // Beyond the limit, what stretches it may be what is withheld.
  const lacking = permission === 'till.return' ? 'till.return-over-limit' : (permission ?? '');
  const why = withheld[permission ?? ''] ?? withheld[lacking];
  return why && permission ? leaseOver(permission, why) : error;
}

interface Policies {
  readonly secondPerson: readonly string[];
  readonly pinUpTo: Readonly<Record<string, number>>;
}

/** What the store asks of approvals. */
function policiesOf(reader: Reader): Policies {
  const rows = reader.all<{ permission: string; second: number; pin: number | null }>(
    'SELECT permission, second_person AS second, pin_up_to AS pin FROM approval_policies',
  );
  return {
    secondPerson: rows.flatMap(({ permission, second }) => (second ? [permission] : [])),
    pinUpTo: Object.fromEntries(rows.flatMap(({ permission, pin }) => (pin === null ? [] : [[permission, pin]]))),
  };
}

/** A broken UNIQUE in words; `UNIQUE constraint failed: variants.sku`. */
function constraint(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code !== 'string' || !/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code)) return error;
  return duplicateRow({ table: message?.split(': ')[1]?.split('.')[0] ?? '' });
}
