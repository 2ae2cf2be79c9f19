import { DomainError, type ErrorKind } from '@tillhouse/shared/kernel/errors.ts';
import { TenantBusy } from '../db/lanes.ts';
import { isUnavailable } from '../db/unavailable.ts';
import { keysMissing } from '../keys/kms.ts';

/** RFC 9457 with our members: `code` for programs, `detail` for people, `requestId` for us. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What is wrong, what is safe, what to do */
  readonly detail: string;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

/** What a route throws to refuse; anything that is neither this nor a DomainError is a bug. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

export const statusOfKind: Record<ErrorKind, number> = {
  invalid: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 409,
};

const titles: Record<number, string> = {
  400: 'The request cannot be understood',
  401: 'Not signed in',
  402: 'More than the plan has room for',
  403: 'Not allowed',
  404: 'Not found',
  405: 'This address does not take that method',
  409: 'Refused as things stand',
  410: 'Gone',
  412: 'Changed since you read it',
  413: 'Too large',
  415: 'Not a content type we read',
  422: 'Not valid',
  429: 'Too many requests',
  500: 'A fault on our side',
  503: 'Not available at this moment',
};

export function problemOf(error: unknown, requestId: string): Problem & { headers: Record<string, string> } {
  const { status, code, detail, details, headers } = parts(error);
  return {
    type: `https://tillhouse.example/problems/${code}`,
    title: titles[status] ?? 'Not done',
    status,
    detail: status === 500 ? `${detail} The number of this request is ${requestId}.` : detail,
    code,
    details,
    requestId,
    headers: { ...headers },
  };
}

function parts(error: unknown): Pick<HttpProblem, 'status' | 'code' | 'details' | 'headers'> & { detail: string } {
  if (error instanceof HttpProblem) return { ...pick(error), detail: error.message };
  if (error instanceof DomainError) {
    const status = statusOfKind[error.kind];
    return { status, code: error.code, detail: error.message, details: error.details, headers: {} };
  }
  if (error instanceof TenantBusy) {
    const detail =
      'This organisation has too much under way at this moment. Nothing of this request was kept. Ask again in a few seconds, and less at once.';
    return { status: 429, code: 'tenant.busy', detail, details: {}, headers: { 'retry-after': '2' } };
  }
  const keys = keysMissing(error);
  if (keys === 'away') {
    const detail =
      'The service that keeps the keys of personal data does not answer. Nothing of this request was kept, and nothing was written unsealed. Try again in a few seconds; what needs no personal data goes on.';
    return { status: 503, code: 'keys.unavailable', detail, details: {}, headers: { 'retry-after': '5' } };
  }
  if (keys === 'lost') {
    const detail =
      'The key that sealed this is not where it was kept, so it opens nowhere. Nothing of this request was kept. Whoever runs the platform has to put the key back from where keys are backed up.';
    return { status: 503, code: 'keys.lost', detail, details: {}, headers: {} };
  }
  if (isUnavailable(error)) {
    const detail =
      'The database cannot be reached or cannot take anything now. Nothing of this request was kept. Try again in a few seconds.';
    return { status: 503, code: 'service.unavailable', detail, details: {}, headers: { 'retry-after': '2' } };
  }
  const status = statusOf(error);
  if (status !== undefined && status < 500) return { status, ...ofFramework(status, error as Error) };
  const detail =
    'Something on our side failed. Nothing of this request was kept, and we have written down what happened.';
  return { status: 500, code: 'service.fault', detail, details: {}, headers: {} };
}

function pick(problem: HttpProblem): Pick<HttpProblem, 'status' | 'code' | 'details' | 'headers'> {
  const { status, code, details, headers } = problem;
  return { status, code, details, headers };
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** What Fastify itself refuses: a body that is no JSON, too large, of another type; too many requests. */
function ofFramework(status: number, error: Error): Omit<ReturnType<typeof parts>, 'status'> {
  const none = { details: {}, headers: {} };
  if (status === 413) {
    return { ...none, code: 'request.too-large', detail: 'The request is larger than we take. Send it in parts.' };
  }
  if (status === 415) {
    return { ...none, code: 'request.content-type', detail: 'Send the body as application/json. Nothing was changed.' };
  }
  if (status === 429) {
    const detail = 'Too many requests in a short time. Nothing was changed. Wait a moment and try again.';
    return { ...none, code: 'request.too-many', detail };
  }
  return { ...none, code: 'request.malformed', detail: `${error.message}. Nothing was changed.` };
}

export const notSignedIn = (detail: string, code = 'auth.not-signed-in'): HttpProblem =>
  new HttpProblem(401, code, detail, {}, { 'www-authenticate': `Bearer error="invalid_token"` });

export const forbidden = (permission: string): HttpProblem =>
  new HttpProblem(
    403,
    'auth.forbidden',
    `This needs the permission “${permission}”, which you do not have. Nothing was changed. Ask an owner of the store.`,
    { permission },
  );

export const notFound = (what: string): HttpProblem =>
  new HttpProblem(404, 'request.not-found', `There is no such ${what}. It may have been removed, or the id is wrong.`);
