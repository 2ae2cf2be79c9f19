/**
 * One error for everything the domain refuses. It is caught at three edges only: the desk's mutate,
 * the cloud's apply-mutations, and HTTP. Anything else that is thrown is a bug.
 */
export type ErrorKind = 'refused' | 'conflict' | 'forbidden' | 'not-found' | 'invalid';

export type ErrorDetails = Readonly<Record<string, unknown>>;

export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(code: string, kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.kind = kind;
    this.details = details;
  }
}

export interface ErrorDefinition<D extends ErrorDetails> {
  readonly code: string;
  readonly kind: ErrorKind;
  /** What happened, what is safe, what to do: shown to people. */
  readonly message: (details: D) => string;
  (details: D): DomainError;
}

const registry = new Map<string, ErrorDefinition<ErrorDetails>>();

/** Declares an error once; calling the result makes the error to throw. `code` is `domain.kebab-case`. */
export function defineError<D extends ErrorDetails>(
  code: string,
  kind: ErrorKind,
  message: (details: D) => string,
): ErrorDefinition<D> {
  if (registry.has(code)) throw new Error(`error ${code} is defined twice`);
  const make = (details: D) => new DomainError(code, kind, message(details), details);
  const definition = Object.assign(make, { code, kind, message });
  registry.set(code, definition as unknown as ErrorDefinition<ErrorDetails>);
  return definition;
}

/** Every declared error, for the generated reference. */
export function declaredErrors(): ErrorDefinition<ErrorDetails>[] {
  return [...registry.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
