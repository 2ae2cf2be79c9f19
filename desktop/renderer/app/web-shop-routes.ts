import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod/mini';
import { shell, text } from './shell-route.ts';

/** What shoppers read of a shop on the web, beside its goods. */
export const webShop = createRoute({
  getParentRoute: () => shell,
  path: '/web-shop',
  component: lazyRouteComponent(() => import('../features/web-shop/pages-screen.tsx'), 'PagesScreen'),
});
export const webPage = createRoute({
  getParentRoute: () => shell,
  path: '/web-shop/pages/$pageId',
  // What a new one starts from, by its title.
  validateSearch: z.object({ start: text }),
  component: lazyRouteComponent(() => import('../features/web-shop/page-screen.tsx'), 'PageScreen'),
});
export const webMenus = createRoute({
  getParentRoute: () => shell,
  path: '/web-shop/menus',
  component: lazyRouteComponent(() => import('../features/web-shop/menus-screen.tsx'), 'MenusScreen'),
});
export const webLook = createRoute({
  getParentRoute: () => shell,
  path: '/web-shop/look',
  validateSearch: z.object({ store: text }),
  component: lazyRouteComponent(() => import('../features/web-shop/look-screen.tsx'), 'LookScreen'),
});
export const webThemes = createRoute({
  getParentRoute: () => shell,
  path: '/web-shop/themes',
  validateSearch: z.object({ store: text }),
  component: lazyRouteComponent(() => import('../features/web-shop/themes-screen.tsx'), 'ThemesScreen'),
});
export const webReviews = createRoute({
  getParentRoute: () => shell,
  path: '/web-shop/reviews',
  validateSearch: z.object({ state: text }),
  component: lazyRouteComponent(() => import('../features/reviews/reviews-screen.tsx'), 'ReviewsScreen'),
});
