import type { FakeShop } from './fake-shop.ts';

export interface PageParts {
  readonly body: string;
  readonly css?: string;
  readonly attributes?: string;
  readonly htmlAttributes?: string;
}

/** A page of somebody else with the script tag of one shop or several. */
export function foreignPage(shops: readonly FakeShop[], parts: PageParts): string {
  const tags = shops.map(
    (shop) =>
      `<script src="${shop.address}/dist/tillhouse.js" data-key="${shop.key}" data-api="${shop.address}" ${parts.attributes ?? ''} async></script>`,
  );
  return `<!doctype html><html lang="en-GB" ${parts.htmlAttributes ?? ''}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Somebody's page</title><style>${parts.css ?? ''}</style>${tags.join('')}</head>
<body><main><h1>Shop</h1><h2>All</h2>${parts.body}</main><footer>Below</footer></body></html>`;
}
