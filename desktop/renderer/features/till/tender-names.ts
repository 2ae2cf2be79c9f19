/** What payments are called on reports of a drawer. */
export const tenderNames: Record<string, string> = {
  cash: 'Cash',
  card: 'Card',
  test: 'Test card',
  online: 'Paid online',
  historical: 'Paid',
  'gift-card': 'Gift card',
  'store-credit': 'Store credit',
  layaway: 'Paid before',
  exchange: 'Brought back',
  bank: 'Bank transfer',
  'foreign-cash': 'Cash of other currencies',
};
