import { Link } from '@tanstack/react-router';
import { Tabs } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';

const tabs = [
  ['/web-shop', 'Pages'],
  ['/web-shop/menus', 'Menus'],
  ['/web-shop/look', 'Look'],
  ['/web-shop/themes', 'Themes'],
  ['/web-shop/reviews', 'Reviews'],
] as const;

/** The parts of a shop on the web that are written here. */
export function WebTabs({ at }: { readonly at: (typeof tabs)[number][0] }) {
  return (
    <Tabs aria-label={t('Shop on the web')}>
      {tabs.map(([to, name]) => (
        <Link key={to} to={to} activeOptions={{ exact: true }} {...(to === at && { 'aria-current': 'page' })}>
          {t(name)}
        </Link>
      ))}
    </Tabs>
  );
}
