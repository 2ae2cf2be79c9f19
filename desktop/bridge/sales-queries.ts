import type { RegisterSummary } from './views.ts';

/** The owner's morning and the day's sales. */
export interface SalesQueries {
  'home.summary': {
    params: Record<string, never>;
    result: {
      readonly now: number;
      readonly date: string;
      readonly comparedDate: string;
      readonly currency: string;
      readonly byPlace: readonly { readonly name: string; readonly today: number; readonly compared: number }[];
      readonly today: number;
      /** Up to the same time of day */
      readonly comparedByNow: number;
      readonly comparedWholeDay: number;
      /** 24 cumulative sums by hour; null for hours to come */
      readonly hours: readonly { readonly hour: number; readonly today: number | null; readonly compared: number }[];
      readonly tills: readonly {
        readonly register: RegisterSummary;
        readonly sold: number;
        readonly inDrawer: number;
      }[];
      readonly needsYou: readonly {
        readonly id: string;
        readonly group: 'Refused' | 'Held' | 'Conflicts' | 'Stock' | 'Orders' | 'Low stock';
        readonly severity: 'bad' | 'warn';
        readonly title: string;
        readonly text: string;
        readonly state: string;
        readonly action: string;
        readonly to: string;
      }[];
    };
  };
  'dashboard.sales': {
    params: { readonly date?: string };
    result: {
      readonly date: string;
      readonly comparedDate: string;
      readonly currency: string;
      readonly asOf: number;
      readonly total: number;
      readonly comparedTotal: number;
      readonly orders: number;
      readonly comparedOrders: number;
      readonly units: number;
      readonly averageOrder: number;
      readonly comparedAverageOrder: number;
      readonly hours: readonly {
        readonly hour: number;
        readonly today: number;
        readonly compared: number;
        readonly orders: number;
      }[];
      readonly topProducts: readonly {
        readonly sku: string;
        readonly title: string;
        readonly units: number;
        readonly total: number;
      }[];
      readonly days: readonly { readonly date: string; readonly total: number; readonly compared: number }[];
    };
  };
}
