/** The commands that leave a customer with points of a programme, with a text in each place that takes one. */
export function withPoints(customer: { readonly id: string }, text: string): [name: string, args: object][] {
  const rates = { pointValue: 1, pointsPerUnit: 1, redeemFrom: 1, offlinePoints: 0, monthsGood: 0 };
  const tiers = [{ name: text, from: 1, pointsPerUnit: 2 }];
  return [
    ['customers.save', { customers: [customer] }],
    ['loyalty.saveProgramme', { status: 'running', currency: 'GBP', ...rates, tiers }],
    ['loyalty.adjust', { customerId: customer.id, points: 5, reason: text }],
  ];
}
