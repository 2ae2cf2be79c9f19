export interface Quotas {
  requestsPerSecond?: number | null;
  products?: number | null;
  customers?: number | null;
  devices?: number | null;
  people?: number | null;
  shapes?: number | null;
  storageMegabytes?: number | null;
}
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'suspended' | 'erasing';
  readonly reason: string | null;
  readonly since: string | null;
  readonly planId: string;
  readonly quotas: Quotas;
  readonly eraseAfter: string | null;
}
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly quotas: Quotas;
}
export interface Visit {
  readonly id: string;
  readonly tenantId: string;
  readonly reason: string;
  readonly mayWrite: boolean;
  readonly askedAt: number;
  readonly answeredByName: string | null;
  readonly endsAt: number | null;
  readonly state: 'asked' | 'open' | 'over';
}
export type Health = Readonly<Record<string, number | string | null>>;

/** Kept in this page alone: closing it signs out. */
let token = '';
export const setToken = (given: string): void => {
  token = given;
};

/** What the cloud refused, in its words. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, words: string, code = '') {
    super(words);
    this.status = status;
    this.code = code;
  }
}

export async function ask<T>(method: string, path: string, body?: unknown, as: string = token): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${as}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Refused(0, 'The cloud does not answer. Nothing was changed. Look at the network and try again.');
  }
  const text = await answer.text();
  const said = text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
  if (!answer.ok) throw new Refused(answer.status, said?.detail ?? `The cloud answered ${answer.status}.`, said?.code);
  return said as T;
}
