import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod/mini';
import { shell, text } from './shell-route.ts';

/** What people of the shop do, sell and get, and what customers get for it. */
export const commissions = createRoute({
  getParentRoute: () => shell,
  path: '/commissions',
  validateSearch: z.object({ from: text, to: text }),
  component: lazyRouteComponent(() => import('../features/commissions/commissions-screen.tsx'), 'CommissionsScreen'),
});
export const loyalty = createRoute({
  getParentRoute: () => shell,
  path: '/loyalty',
  component: lazyRouteComponent(() => import('../features/loyalty/loyalty-screen.tsx'), 'LoyaltyScreen'),
});
export const hours = createRoute({
  getParentRoute: () => shell,
  path: '/hours',
  validateSearch: z.object({ from: text, to: text }),
  component: lazyRouteComponent(() => import('../features/hours/hours-screen.tsx'), 'HoursScreen'),
});
