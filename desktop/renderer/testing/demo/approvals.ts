import type { ApprovalRow, ApproverRow, LendingRow, PolicyRow } from '../../../bridge/access-queries.ts';
import type { BridgeProblem, GivenApproval } from '../../../bridge/contract.ts';
import { deskNow as demoNow } from '../../data/clock.ts';
import { neighboursShown } from './neighbours.ts';

const HOUR = 3_600_000;

/** What the sample shop has lent and asked, as the screens show it. */
const demoLendings = (): LendingRow[] => [
  {
    id: 'lent-1',
    fromId: 'tom',
    fromName: 'Tom Ashworth',
    toId: 'callum',
    toName: 'Callum Reed',
    permissions: ['till.return-over-limit', 'till.discount', 'till.cash', 'stock.adjust'],
    locationName: 'Frome, Bath St',
    startsAt: demoNow() - 46 * HOUR,
    endsAt: demoNow() + 98 * HOUR,
    reason: 'On leave',
  },
];

const demoApprovals = (): ApprovalRow[] => [
  {
    ...{
      id: 'ask-1',
      command: 'access.saveRole',
      args: { role: { name: 'Shop lead', terms: { 'till.discount': { upTo: 20 } } } },
    },
    ...{ permission: 'roles.manage', value: null, locationId: null, locationName: null },
    ...{ summary: 'Shop lead, discount: 15% to 20%', askedById: 'joanna', askedByName: 'Joanna Hale' },
    ...{
      askedAt: demoNow() - HOUR,
      expiresAt: demoNow() + 23 * HOUR,
      status: 'asked',
      decidedByName: null,
      used: false,
    },
  },
  {
    ...{ id: 'ask-2', command: 'pricing.setPrice', args: { changes: [{ base: 1400, value: 1250 }] } },
    ...{ permission: 'prices.edit', value: null, locationId: null, locationName: null },
    ...{ summary: 'Stoneware mug, moss: £14.00 to £12.50', askedById: 'callum', askedByName: 'Callum Reed' },
    ...{
      askedAt: demoNow() - 5 * HOUR,
      expiresAt: demoNow() + 3 * HOUR,
      status: 'approved',
      decidedByName: 'Priya Nair',
      used: true,
    },
  },
];

const demoPolicies: PolicyRow[] = [
  { permission: 'roles.manage', secondPerson: true, pinUpTo: null },
  { permission: 'till.return', secondPerson: false, pinUpTo: 10_000 },
];

const demoApprovers: ApproverRow[] = [
  { id: 'joanna', name: 'Joanna Hale', roleName: 'Manager', byPin: true, byBadge: true, byKey: false },
  { id: 'tom', name: 'Tom Ashworth', roleName: 'Manager', byPin: true, byBadge: false, byKey: true },
  { id: 'hannah', name: 'Hannah Price', roleName: 'Owner', byPin: false, byBadge: true, byKey: false },
];

const refused = (code: string, message: string, details = {}): BridgeProblem => ({
  ...{ code, kind: 'forbidden', message, details },
});

export interface GuardedChoices {
  /** A command that wants somebody else's yes */
  readonly yes?: string;
  /** A command before which who is here shows that it is them */
  readonly prove?: string;
}

/** @throws BridgeProblem where something is to be shown or said first */
export function checkGuards(
  { yes, prove }: GuardedChoices,
  name: string,
  approval: GivenApproval | undefined,
  { shown }: { readonly shown?: boolean },
): void {
  if (name === yes) checkYes(approval);
  if (name === prove && !shown)
    throw refused(
      'access.step-up-needed',
      'Changing who may do what asks that you show again that it is you, if the last time is more than 10 minutes ago. Nothing was changed. Show it with your PIN or your badge or your security key, then do it again.',
      { what: 'Changing who may do what', will: ['pin', 'badge', 'key'], desk: true },
    );
}

/** A store in which nobody changes roles alone. @throws BridgeProblem where nobody else said yes */
function checkYes(approval: GivenApproval | undefined): void {
  if (!approval)
    throw refused(
      'access.approval-needed',
      'In this store nobody does this alone. Nothing was changed; let a second person approve it.',
      { permission: 'roles.manage', second: true },
    );
  if ('pin' in approval && approval.pin !== '123456')
    throw refused('access.wrong-pin', 'That PIN is not right. 4 tries left on this desk.');
}

export const approvalAnswers = {
  'neighbours.state': neighboursShown,
  'approvals.approvers': () => demoApprovers,
  'lendings.index': demoLendings,
  'approvals.index': demoApprovals,
  'policies.index': () => demoPolicies,
};
