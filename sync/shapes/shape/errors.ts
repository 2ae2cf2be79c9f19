/** The request cannot be understood: per field, what is wrong with it. Answered with 400. */
export class InvalidRequest extends Error {
  readonly errors: Readonly<Record<string, readonly string[]>>;

  constructor(errors: Readonly<Record<string, readonly string[]>>) {
    super('Invalid request');
    this.name = 'InvalidRequest';
    this.errors = errors;
  }
}

/** The shape was replaced while the request was waiting for it. Answered with 409. */
export class ShapeGone extends Error {
  constructor(why: string) {
    super(`The shape was retired: ${why}`);
    this.name = 'ShapeGone';
  }
}

/** Not now: the same request may succeed a little later. Answered with 503; the text is safe to show. */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Unavailable';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
