import { HostProblem } from '../../problem.ts';

export const noTerminal = () =>
  new HostProblem(
    'card.no-terminal',
    'refused',
    'No card terminal is set up for this register, so nothing was charged. Key the amount into the terminal by hand and type its reference, or set one up under Devices.',
  );
export const stillOpen = (attemptId: string) =>
  new HostProblem(
    'card.still-open',
    'refused',
    'The card terminal has not said yet what became of the last payment. Nothing else was started and nothing is charged twice. Wait for its answer, or take the money another way.',
    { attemptId },
  );
export const attemptGone = () =>
  new HostProblem(
    'card.attempt-gone',
    'not-found',
    'This card payment is not known at this desk, or has ended. Nothing was changed. Look at the payments taken.',
  );
export const cannotVoid = () =>
  new HostProblem(
    'card.leg-gone',
    'not-found',
    'This payment is not among those taken any more. Nothing was changed; look at the list again.',
  );
export const badAddress = (address: string) =>
  new HostProblem(
    'devices.bad-address',
    'invalid',
    `“${address}” is no address of a device. Nothing was changed. Give a name or number of the shop’s own network and a port, as in 192.168.1.40:7777.`,
    { address },
  );
export const noCardOf = () =>
  new HostProblem(
    'card.no-card-of-payment',
    'refused',
    'This payment was not taken by a terminal of this till, so it knows no card to pay back to. Nothing was paid back. Use the terminal by hand and type its reference.',
  );
