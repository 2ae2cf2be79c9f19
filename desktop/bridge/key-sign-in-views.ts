import type { PersonSummary } from './views.ts';

/** What the page for a security key says, in the language of the screens. */
export interface KeyPageWords {
  readonly lang: string;
  readonly title: string;
  readonly what: string;
  readonly button: string;
  readonly done: string;
  /** The person turned it away, or no key that fits is there. */
  readonly turned: string;
  /** The browser is too old for security keys. */
  readonly unable: string;
}

/** What a security key (FIDO) does at a desk, without a line. */
export interface KeySignInCalls {
  /**
   * A page of this desk’s own on which a security key is used, with or without a line: to sign in, to add one to the
   * person signed in, for them to show again that it is them, or for somebody else to approve one command. The screens open `url` in the system’s browser and ask for the end of it.
   */
  'session.beginKey': {
    args:
      | { for: 'sign-in'; words: KeyPageWords }
      | { for: 'add'; name: string; words: KeyPageWords }
      | { for: 'prove'; words: KeyPageWords }
      | { for: 'approve'; command: string; args: unknown; words: KeyPageWords };
    result: { id: string; url: string };
  };
  /** Answers when the key was used: who is signed in now, or null. An approval is then given with `{ keyUse: id }`. */
  'session.finishKey': { args: { id: string }; result: PersonSummary | null };
  'session.cancelKey': { args: { id: string }; result: null };
}
