/** Where an import goes: the commands of the admin API, whoever carries them. */
export interface CommandOutcome {
  readonly status: 'applied' | 'refused';
  readonly code: string | null;
  readonly message: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  /** Done before under the same id; nothing was done now. */
  readonly repeated?: boolean;
}

export interface TargetStore {
  readonly currency: string;
  readonly timeZone: string;
  readonly locations: readonly { readonly id: string; readonly name: string }[];
}

export interface ImportTarget {
  /** Said in messages: `Larkhall at http://127.0.0.1:4000` */
  readonly name: string;
  readonly store: TargetStore;
  /** Runs a command once: the same id again answers with the first outcome. Waits while the cloud is away. */
  command(name: string, args: unknown, id: string): Promise<CommandOutcome>;
}

/** How an import talks to the person and learns that they pressed Ctrl-C. */
export interface ImportTalk {
  readonly progress: (text: string) => void;
  readonly stopped: () => boolean;
}
