/** What a wrapped key is bound to, such as its tenant and version: bound to anything else it does not unwrap. */
export type KeyContext = Readonly<Record<string, string>>;

export interface WrappedKey {
  /** The key-encryption key that wrapped it */
  readonly kek: string;
  /** Text of the service that wrapped it */
  readonly text: string;
}

/**
 * Where key-encryption keys live. They never leave it; data keys are wrapped and unwrapped there, and the database
 * holds the wrapped ones alone. Drivers: a file, AWS KMS, Vault's transit engine; one contract suite for all.
 */
export interface Kms {
  readonly provider: 'file' | 'aws' | 'vault';
  /** The key that wraps now; undefined where none was ever made. @throws KmsUnavailable */
  current(): Promise<string | undefined>;
  /** Makes the first key, or names the one that is there: never a second one, never over one. */
  create(): Promise<string>;
  /** @throws KekLost where no key was made, KmsUnavailable */
  wrap(secret: Buffer, context: KeyContext): Promise<WrappedKey>;
  /** @throws KekLost where its key is gone, NotUnwrapped where it was altered or bound elsewhere, KmsUnavailable */
  unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Buffer>;
  /** A new key wraps from now on; the ones before still unwrap. @returns its id */
  rotate(): Promise<string>;
  /** Ends a key for good: what it wrapped cannot be unwrapped any more. The current one is refused. */
  retire(kek: string): Promise<void>;
}

export class KmsUnavailable extends Error {
  constructor(provider: string, cause: unknown) {
    super(
      `The key service (${provider}) does not answer: ${cause instanceof Error ? cause.message : String(cause)}. Nothing was changed.`,
      { cause },
    );
    this.name = 'KmsUnavailable';
  }
}

/** The key that is needed is not where it was kept. A new one would open nothing, so none is made. */
export class KekLost extends Error {
  constructor(what: string) {
    super(
      `${what} Nothing was changed and no new key was made, since it could not open what the old one sealed. Put the key back from where keys are backed up, and start again.`,
    );
    this.name = 'KekLost';
  }
}

export class NotUnwrapped extends Error {
  constructor(provider: string) {
    super(`The key service (${provider}) refuses to unwrap this key: it was altered, or belongs to something else.`);
    this.name = 'NotUnwrapped';
  }
}

/** Keys that a transaction needs cannot be fetched: nothing was kept, and trying again later is right. */
export class KeysAway extends Error {
  /** io_error: whoever takes commands in sends them again instead of putting them aside. */
  readonly code = '58030';

  constructor(cause: unknown) {
    super('the keys of persons cannot be fetched', { cause });
    this.name = 'KeysAway';
  }
}

/** Whether something was not done for want of keys, however deep that is told, and whether they are gone rather than away. */
export function keysMissing(error: unknown): 'away' | 'lost' | undefined {
  if (error instanceof KmsUnavailable) return 'away';
  if (error instanceof KekLost || error instanceof NotUnwrapped) return 'lost';
  return error instanceof Error && error.cause !== undefined ? keysMissing(error.cause) : undefined;
}
