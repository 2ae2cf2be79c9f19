import { css, html, nothing, svg } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { ShopError } from './api.ts';
import { cardUse } from './card-use.ts';
import { openCheckout } from './checkout-overlay.ts';
import { binIcon, closeIcon, minusIcon, plusIcon } from './icons.ts';
import { announcement, picture } from './pieces.ts';
import { readCoupons, readPricedLine, readTotals } from './priced-shapes.ts';
import { productCard } from './product-card.ts';
import { withChanges } from './put-in-basket.ts';
import { lastWays, roomFor, waysFor } from './express-room.ts';
import { saidIn } from './languages.ts';
import { gridStyles } from './styles.ts';
import { addressOf } from './product-address.ts';
import { fields, list, readProduct, whole, wholeOrNull, words, wordsOrNull } from './shapes.ts';
import { StoreLink } from './store-link.ts';
import { counted, fill } from './words.ts';

/**
 * What the parts that are brought later take from the elements' file, so that there is one copy of it on the page. The
 * build refuses a part that imports anything of that file that is not named here.
 */
export const kit = {
  ...{ css, html, nothing, svg, live, repeat },
  ...{ ShopError, StoreLink },
  ...{ binIcon, closeIcon, minusIcon, plusIcon },
  ...{ openCheckout, readCoupons, readPricedLine, readTotals },
  ...{ announcement, picture, addressOf, counted, fill, saidIn },
  ...{ cardUse, productCard, gridStyles, withChanges },
  ...{ lastWays, roomFor, waysFor },
  ...{ fields, list, readProduct, whole, wholeOrNull, words, wordsOrNull },
};
