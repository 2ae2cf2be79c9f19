import { ExpressView } from './express-view.ts';
import type { Views } from './bring.ts';

export const views: Views = { express: (host) => new ExpressView(host) };
