import type { FromHost, ToHost } from '@tillhouse/desktop/bridge/contract.ts';
import type { RunningHost } from '@tillhouse/desktop/host/boot.ts';

/** A window on a desk without screens: what the launcher itself has to ask of the host in this process. */
export type DeskWindow = {
  query(name: string, params: unknown): Promise<unknown>;
  call(name: string, args: unknown): Promise<unknown>;
  close(): void;
};

type Waiting = { done: (value: unknown) => void; failed: (error: Error) => void };

export function openDeskWindow(host: Pick<RunningHost, 'connect'>): Promise<DeskWindow> {
  let hear: (text: string) => void = () => {};
  let gone: () => void = () => {};
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const say = (message: ToHost): void => hear(JSON.stringify(message));
  const ask = (make: (id: number) => ToHost): Promise<unknown> =>
    new Promise((done, failed) => {
      lastId += 1;
      waiting.set(lastId, { done, failed });
      say(make(lastId));
    });

  return new Promise((opened, refused) => {
    const answer = (message: FromHost): void => {
      if (message.t === 'refused') refused(new Error(message.reason));
      if (message.t === 'welcome') {
        opened({
          query: (name, params) => ask((id) => ({ t: 'query', id, name, params })),
          call: (name, args) => ask((id) => ({ t: 'call', id, name, args })),
          close: () => gone(),
        });
      }
      if (message.t === 'answer') {
        const who = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.ok) who?.done(message.value);
        else who?.failed(new Error(message.problem.message));
      }
    };
    host.connect({
      send: (text) => answer(JSON.parse(text) as FromHost),
      close: (reason) => refused(new Error(reason)),
      onMessage: (listener) => {
        hear = listener;
      },
      onClose: (listener) => {
        gone = listener;
      },
    });
    say({ t: 'hello' });
  });
}
