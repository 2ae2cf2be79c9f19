import type { FromHost, ToHost } from './contract.ts';

export type LinkState = 'connecting' | 'open' | 'lost';

/** Carries messages between a window and the host, and comes back by itself after it broke. */
export interface Transport {
  send(message: ToHost): void;
  /** `open` means that the host may be greeted: the first message must be `hello`. */
  onState(listener: (state: LinkState) => void): void;
  onMessage(listener: (message: FromHost) => void): void;
  close(): void;
}
