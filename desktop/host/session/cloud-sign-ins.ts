import * as z from 'zod';
import { refuseUnsafe } from '../cloud/cloud-address.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { readEnrolment } from './desk-state.ts';
import { notEnrolled } from './not-enrolled.ts';
import { type WindowSession, windowOf } from './windows.ts';

/** The tokens of somebody who signed in to the cloud in a window. */
interface Held {
  readonly staffId: string;
  readonly access: string;
  readonly refresh: string;
  /** By the clock that nobody can set */
  readonly until: number;
}

/** In memory alone: who opens the desk again signs in again. */
const held = new WeakMap<object, Map<string, Held>>();
const signInsOf = (host: Host): Map<string, Held> => {
  const known = held.get(host.desk) ?? new Map<string, Held>();
  held.set(host.desk, known);
  return known;
};

const tokens = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() });
export type Tokens = z.infer<typeof tokens>;

const TIMEOUT_MS = 15_000;
const EARLY_MS = 60_000;

const signInOnline = () =>
  new HostProblem(
    'desk.sign-in-online',
    'forbidden',
    'You are signed in at this desk alone. Nothing was changed. Sign in to the cloud with your password first.',
  );
const away = () =>
  new HostProblem(
    'desk.cloud-unreachable',
    'unavailable',
    'How you sign in is kept in the cloud, which does not answer. Nothing was changed. Look at the network and try again.',
  );

export function keepSignIn(host: Host, window: WindowSession, staffId: string, said: Tokens): void {
  signInsOf(host).set(window.tokenHash, {
    staffId,
    access: said.access_token,
    refresh: said.refresh_token,
    until: performance.now() + said.expires_in * 1_000 - EARLY_MS,
  });
}

export const forgetSignIn = (host: Host, window: WindowSession): void => {
  signInsOf(host).delete(window.tokenHash);
};

/** Whether the person of this window is signed in to the cloud here. */
export function hasSignIn(host: Host, window: WindowSession): boolean {
  const fresh = windowOf(host.desk, window.tokenHash, host.now()) ?? window;
  const found = signInsOf(host).get(window.tokenHash);
  return found !== undefined && found.staffId === fresh.staffId;
}

export const cloudUrlOf = (host: Host): string => {
  const enrolment = readEnrolment(host.desk.reader);
  if (!enrolment) throw notEnrolled();
  return (enrolment.cloudUrl ?? host.device().cloudUrl).replace(/\/$/, '');
};

export interface Asked<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly answer: z.ZodType<T>;
}

/** Asks the cloud as the person of this window. @throws HttpProblem of the cloud in its words, with its details */
export async function askAsPerson<T>(host: Host, window: WindowSession, asked: Asked<T>): Promise<T> {
  if (!hasSignIn(host, window)) throw signInOnline();
  const token = await tokenOf(host, window);
  try {
    return await askWith(cloudUrlOf(host), asked, token);
  } catch (error) {
    // The sign-in was ended somewhere else.
    if (error instanceof HostProblem && /^auth\.(session-ended|token-|not-on-staff)/.test(error.code)) {
      forgetSignIn(host, window);
      throw signInOnline();
    }
    throw error;
  }
}

async function tokenOf(host: Host, window: WindowSession): Promise<string> {
  const found = signInsOf(host).get(window.tokenHash);
  if (!found) throw signInOnline();
  if (performance.now() < found.until) return found.access;
  const body = { grant_type: 'refresh_token', refresh_token: found.refresh };
  try {
    const next = await askWith(cloudUrlOf(host), { method: 'POST', path: '/auth/token', body, answer: tokens });
    keepSignIn(host, window, found.staffId, next);
    return next.access_token;
  } catch (error) {
    if (error instanceof HostProblem && error.kind === 'unavailable') throw error;
    forgetSignIn(host, window);
    throw signInOnline();
  }
}

export async function askWith<T>(cloudUrl: string, asked: Asked<T>, token?: string): Promise<T> {
  refuseUnsafe(cloudUrl);
  let response: Response;
  try {
    response = await fetch(new URL(asked.path, cloudUrl), {
      method: asked.method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
  } catch {
    throw away();
  }
  const said: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return asked.answer.parse(said);
  const problem = z
    .object({ code: z.string(), detail: z.string(), details: z.record(z.string(), z.unknown()).optional() })
    .safeParse(said).data;
  if (!problem || response.status >= 500) throw away();
  const kind = response.status === 403 ? 'forbidden' : response.status === 429 ? 'unavailable' : 'refused';
  throw new HostProblem(problem.code, kind, problem.detail, problem.details ?? {});
}
