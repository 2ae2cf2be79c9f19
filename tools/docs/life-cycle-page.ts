import { checks, states, type Step, steps } from '@tillhouse/shared/domains/orders/life-cycle.ts';
import { code, page, table } from './markdown.ts';

const list = (names: readonly string[]) => names.map(code).join(' ');

/** What an order can be, and what each command asks of it and makes of it. */
export function lifeCyclePage(): string {
  const machines = Object.entries(states).flatMap(([machine, each]) => [
    `## ${machine}`,
    '',
    ...table(
      ['state', 'means'],
      Object.entries(each).map(([state, doc]) => [code(state), doc]),
    ),
    '',
  ]);
  const changes = (step: Step) =>
    (['order', 'payment', 'fulfilment'] as const)
      .flatMap((machine) => {
        const change = step[machine];
        return change ? [`${machine}: ${list(change.from)} → ${list(change.to)}`] : [];
      })
      .join('; ');
  return page(
    'Life of an order',
    'An order has three statuses that are kept, and one that is read off what came back. A command is refused by the first of its checks that does not hold; a status changes only as its command declares, and each change raises the version of the order.',
    [
      ...machines,
      '## Commands',
      '',
      ...table(
        ['command', 'asks', 'changes'],
        Object.entries(steps as Record<string, Step>).map(([name, step]) => [
          code(name),
          list(step.checks),
          changes(step),
        ]),
      ),
      '',
      '## Checks',
      '',
      ...table(
        ['check', 'holds when', 'else'],
        Object.entries(checks).map(([name, { doc, refuse }]) => [
          code(name),
          doc,
          code(refuse({ orderId: '', number: '' }).code),
        ]),
      ),
    ],
  );
}
