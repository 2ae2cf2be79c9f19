export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Plain text */
  readonly text: string;
  /** The same for what may be handed over twice, so that its reader's program can tell */
  readonly messageId?: string;
  /** Where one press ends further letters of its kind (RFC 8058) */
  readonly unsubscribe?: string;
  readonly attachments?: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly content: Buffer;
  }[];
}

/** Takes letters to people. @throws when it cannot: whoever sends decides whether that undoes what the letter tells of */
export interface Mailer {
  send(letter: Letter): Promise<void>;
}

export interface Mailbox extends Mailer {
  /** Newest last */
  readonly letters: readonly Letter[];
}

const KEPT = 200;

/** Without a mail server: letters stay in this process, where they can be read. */
export function mailbox(): Mailbox {
  const letters: Letter[] = [];
  return {
    letters,
    send: async (letter) => {
      letters.push(letter);
      if (letters.length > KEPT) letters.shift();
    },
  };
}
