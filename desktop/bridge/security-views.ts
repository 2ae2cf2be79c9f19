import type { Factor } from '@tillhouse/shared/domains/access/step-up.ts';

export interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** Its maker keeps it for several devices */
  readonly backedUp: boolean;
  /** Two hold it: it is not taken any more */
  readonly cloned: boolean;
}

export interface SignInRow {
  readonly id: string;
  /** Program and system, or a device’s name */
  readonly label: string;
  readonly current: boolean;
  readonly signedInAt: number;
  readonly lastSeenAt: number;
  readonly amr: readonly string[];
}

/** How the person of this window signs in to the cloud. Null: they are signed in at this desk alone, by PIN. */
export type SecurityState = {
  readonly email: string;
  readonly passkeys: readonly PasskeyRow[];
  readonly totp: boolean;
  /** Unused ones */
  readonly recoveryCodes: number;
  /** The role asks for a second factor */
  readonly required: boolean;
  readonly will: readonly Factor[];
  readonly sessions: readonly SignInRow[];
} | null;

type Nothing = Record<string, never>;

/** Calls of the Security page; all but `state` need a sign-in to the cloud, and refuse with `desk.sign-in-online` without one. */
export interface SecurityCalls {
  'security.state': { args: Nothing; result: SecurityState };
  /** The person of this window, with the password of their account and a code where they have one. */
  'security.signIn': { args: { password: string; code?: string }; result: null };
  /** Shows again that it is them. */
  'security.prove': { args: { code: string } | { password: string }; result: null };
  /** Begins at a page of the cloud; open `url` in a browser and ask `ceremony` until it is done. */
  'security.beginPasskey': { args: { name: string }; result: { id: string; url: string } };
  'security.beginProof': { args: Nothing; result: { id: string; url: string } };
  'security.ceremony': { args: { id: string }; result: { state: 'waiting' | 'done' | 'over' } };
  'security.renamePasskey': { args: { id: string; name: string }; result: null };
  'security.removePasskey': { args: { id: string }; result: null };
  'security.beginTotp': { args: Nothing; result: { secret: string; uri: string } };
  'security.confirmTotp': { args: { code: string }; result: null };
  'security.removeTotp': { args: Nothing; result: null };
  'security.makeRecoveryCodes': { args: Nothing; result: { codes: readonly string[] } };
  'security.changePassword': { args: { present: string; next: string }; result: { endedSignIns: number } };
  'security.endSession': { args: { id: string }; result: null };
  'security.endOtherSessions': { args: Nothing; result: { ended: number } };
}
