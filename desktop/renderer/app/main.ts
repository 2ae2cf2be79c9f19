import { connectToHost } from '../../bridge/browser/connect.ts';

// The bridge takes its one-use code out of the address before the router reads it.
const bridge = connectToHost();
const element = document.getElementById('root');
if (element) void import('./start.tsx').then(({ start }) => start(bridge, element));
