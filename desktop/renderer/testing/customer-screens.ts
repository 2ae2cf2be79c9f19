import type { Screen } from './screens.ts';

const query = { sync: 'calm' };

/** Customers, and who buys for one that is a firm. */
export const customerScreens: readonly Screen[] = [
  { name: 'customers', route: '/customers', query },
  { name: 'customer', route: '/customers/k-1', query },
  {
    ...{ name: 'firm', route: '/customers/k-1', query },
    act: async (page) => page.getByRole('heading', { name: 'Buyers of the firm' }).scrollIntoViewIfNeeded(),
  },
  {
    ...{ name: 'firm-buyer', within: '[role="dialog"]', route: '/customers/k-1', query },
    act: async (page) => page.getByRole('button', { name: 'Change Dee Ode' }).click(),
  },
  {
    ...{ name: 'firm-request', within: '[role="dialog"]', route: '/customers/k-1', query },
    act: async (page) => page.getByRole('button', { name: 'Answer …' }).click(),
  },
];
