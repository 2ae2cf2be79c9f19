import type { Permission } from './permissions.ts';

/** How somebody shows that it is them, as `amr` names it (RFC 8176; `rec` is ours: a recovery code). PIN, badge and security key: at a desk. */
export type Factor = 'passkey' | 'totp' | 'recovery-code' | 'password' | 'pin' | 'badge' | 'key';

export interface StepUp {
  readonly name: string;
  /** “… asks that you show again that it is you.” */
  readonly what: string;
  /** How old the last proof may be. */
  readonly minutes: number;
  /** Every command, and every address that changes something, which needs one of these … */
  readonly permissions: readonly Permission[];
  /** … and of these the addresses that only read, too. */
  readonly reads: boolean;
  /** Commands by name, where it depends on what they move: minor units that may not pass the store’s `returnLimit`. */
  readonly over?: Readonly<Record<string, (args: unknown) => number>>;
  /** Commands by name, whatever permission they need. */
  readonly commands?: readonly string[];
  /** Addresses by name: `DELETE /auth/factors/passkeys/:id`. */
  readonly operations?: readonly string[];
  /** A customer stands there, line or no line: a PIN or badge does at a desk, also for a role that asks for a second factor. */
  readonly atTill?: true;
}

/** What a return pays back, as a positive number; 0 where the arguments are not those of a return. */
function paidBack(args: unknown): number {
  const total = (args as { decided?: { total?: unknown } } | null)?.decided?.total;
  return typeof total === 'number' ? Math.abs(total) : 0;
}

function amountOf(args: unknown): number {
  const amount = (args as { amount?: unknown } | null)?.amount;
  return typeof amount === 'number' ? amount : 0;
}

/**
 * The one table of what asks for a fresh factor. The API and the desk refuse by it, the cloud looks again at what a desk did,
 * OpenAPI and the reference pages print it, and the screens ask by it. It goes by permission, so that a command or an address made later is under it by itself.
 */
export const stepUps: readonly StepUp[] = [
  {
    name: 'roles',
    what: 'Changing who may do what',
    minutes: 10,
    permissions: ['roles.manage', 'staff.manage', 'rights.lend'],
    reads: false,
    operations: ['POST /auth/visits/:id/consent'],
  },
  {
    name: 'api-keys',
    what: 'Making or revoking an API key',
    minutes: 10,
    permissions: ['api-keys.manage'],
    reads: false,
  },
  {
    name: 'payments',
    what: 'Connecting or changing a payment provider',
    minutes: 10,
    permissions: [],
    reads: false,
    operations: ['POST /v1/payment-accounts', 'PATCH /v1/payment-accounts/:id', 'DELETE /v1/payment-accounts/:id'],
  },
  {
    name: 'tax-providers',
    what: 'Connecting or changing a provider of taxes',
    minutes: 10,
    permissions: [],
    reads: false,
    operations: ['POST /v1/tax-accounts', 'PATCH /v1/tax-accounts/:id', 'DELETE /v1/tax-accounts/:id'],
  },
  {
    name: 'carriers',
    what: 'Connecting or changing a carrier',
    minutes: 10,
    permissions: [],
    reads: false,
    operations: ['POST /v1/carrier-accounts', 'PATCH /v1/carrier-accounts/:id', 'DELETE /v1/carrier-accounts/:id'],
  },
  { name: 'exports', what: 'Taking data out', minutes: 10, permissions: ['data.export'], reads: true },
  {
    name: 'refunds',
    what: 'Paying back more than the store’s limit',
    minutes: 10,
    permissions: [],
    reads: false,
    over: {
      'register.recordReturn': paidBack,
      'register.recordReturnWithoutReceipt': paidBack,
      'orders.refund': amountOf,
    },
    atTill: true,
  },
  {
    name: 'pins',
    what: 'Setting a PIN, a badge or a security key',
    minutes: 10,
    permissions: [],
    reads: false,
    // By them it is shown who somebody is: whoever could set one at a desk left open could show anything.
    commands: ['access.setPin', 'access.setBadge', 'access.addSecurityKey', 'access.removeSecurityKey'],
  },
  {
    name: 'own-sign-in',
    what: 'Changing how you sign in',
    minutes: 10,
    permissions: [],
    reads: false,
    operations: [
      'POST /auth/factors/passkeys',
      'POST /auth/ceremonies/register',
      'DELETE /auth/factors/passkeys/:id',
      'POST /auth/factors/totp',
      'DELETE /auth/factors/totp',
      'POST /auth/factors/recovery-codes',
    ],
  },
];

const COMMAND = /^POST \/v1\/commands\/(.+)$/;

/** @param operation `POST /v1/commands/access.saveRole` @param permission the one it needs, where it needs one */
export function stepUpOf(operation: string, permission: string | undefined): StepUp | undefined {
  const reads = operation.startsWith('GET ');
  const command = COMMAND.exec(operation)?.[1];
  return stepUps.find(
    (each) =>
      (permission !== undefined &&
        (!reads || each.reads) &&
        (each.permissions as readonly string[]).includes(permission)) ||
      (command !== undefined && each.over !== undefined && Object.hasOwn(each.over, command)) ||
      (command !== undefined && each.commands?.includes(command)) ||
      each.operations?.includes(operation),
  );
}

export const stepUpOfCommand = (name: string, permission: string): StepUp | undefined =>
  stepUpOf(`POST /v1/commands/${name}`, permission);

/** Whether these arguments need it: false only where it depends on an amount that is within the limit. */
export function asksFor(stepUp: StepUp, command: string | undefined, args: unknown, returnLimit: number): boolean {
  const over = command !== undefined && stepUp.over && Object.hasOwn(stepUp.over, command) && stepUp.over[command];
  return over ? over(args) > returnLimit : true;
}

/** The command that an address runs; undefined for any other. */
export const commandOf = (operation: string): string | undefined => COMMAND.exec(operation)?.[1];

/**
 * What will do as a fresh factor: the strongest kinds that somebody has. A password alone is enough only for those who
 * have set up nothing else.
 */
export function factorsThatDo(has: { passkeys: number; totp: boolean; recoveryCodes: number }): Factor[] {
  const strong: Factor[] = [...(has.passkeys > 0 ? ['passkey' as const] : []), ...(has.totp ? ['totp' as const] : [])];
  if (strong.length === 0) return ['password'];
  return has.recoveryCodes > 0 ? [...strong, 'recovery-code'] : strong;
}

/** Whether proofs (`amr`) show a second factor: a passkey with its user verified is two at once. */
export const isStrong = (amr: readonly string[]): boolean => amr.some((each) => each !== 'pwd' && each !== 'pin');
