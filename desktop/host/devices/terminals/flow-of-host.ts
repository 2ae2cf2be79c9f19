import type { Host } from '../../host.ts';
import { CardFlow } from './card-flow.ts';
import { addressOf, simulatedTerminal } from './simulated-adapter.ts';
import { readerOf, stripeTerminal } from './stripe-adapter.ts';

const flows = new WeakMap<object, CardFlow>();

/** The one that brings this desk's card payments to their ends. */
export function cardFlow(host: Pick<Host, 'desk' | 'now' | 'log' | 'device' | 'identity'>): CardFlow {
  const { desk, now, log } = host;
  let flow = flows.get(desk);
  if (!flow) {
    flow = new CardFlow({
      desk,
      now,
      log,
      terminalAt: (text, signal) => {
        const reader = readerOf(text);
        if (reader !== null) return stripeTerminal(host, reader, signal);
        const address = addressOf(text);
        return address && simulatedTerminal(address, signal);
      },
    });
    flows.set(desk, flow);
  }
  return flow;
}
