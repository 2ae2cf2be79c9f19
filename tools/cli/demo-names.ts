import { idOf } from '@tillhouse/shared/kernel/source-ids.ts';

/** For the demo shop alone, which holds nothing of anybody. */
export const DEMO_PASSWORD = 'winter-table-64';
export const DEMO_TENANT = idOf('demo', 'tenant', 'larkhall');
/** Known beforehand, so that the demo page of the shop needs nothing from the cloud first. */
export const DEMO_PUBLISHABLE_KEY = 'pk_demo_larkhall_reads_what_shoppers_see';
