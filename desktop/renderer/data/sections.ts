import {
  IconBook2,
  IconBuildingStore,
  IconCashRegister,
  IconChartLine,
  IconClock,
  IconCreditCard,
  IconDevices,
  IconDiscount,
  IconFileInvoice,
  IconGiftCard,
  IconHome,
  IconKey,
  IconListDetails,
  IconPackageImport,
  IconPackages,
  IconPercentage,
  IconReceipt,
  IconReceiptTax,
  IconShieldCheck,
  IconStar,
  IconTag,
  IconTruckDelivery,
  IconUsers,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';

/** The places of the rail, where a day is spent, with the second key after `g` that goes there. */
export const daily = [
  { to: '/', name: 'Home', key: 'h', icon: IconHome },
  { to: '/orders', name: 'Orders', key: 'o', icon: IconReceipt },
  { to: '/invoices', name: 'Invoices', key: 'v', icon: IconFileInvoice },
  { to: '/products', name: 'Products', key: 'p', icon: IconTag },
  { to: '/stock', name: 'Stock', key: 'i', icon: IconPackages },
  { to: '/customers', name: 'Customers', key: 'c', icon: IconUsers },
  { to: '/promotions', name: 'Promotions', key: 'm', icon: IconDiscount },
  { to: '/gift-cards', name: 'Gift cards', key: 'g', icon: IconGiftCard },
  { to: '/price-lists', name: 'Price lists', key: 'e', icon: IconListDetails },
  { to: '/receiving', name: 'Receiving', key: 'r', icon: IconPackageImport },
  { to: '/sales', name: 'Sales today', key: 'a', icon: IconChartLine },
  { to: '/ledger', name: 'Ledger', key: 'b', icon: IconBook2 },
  { to: '/till', name: 'Till', key: 't', icon: IconCashRegister },
] as const;

/** What is set once and seldom looked at: behind one wheel at the foot of the rail. */
export const settings = [
  { to: '/organisation', name: 'Organisation', key: 's', icon: IconBuildingStore },
  { to: '/web-shop', name: 'Shop on the web', key: 'u', icon: IconWorld },
  { to: '/devices', name: 'Devices', key: 'd', icon: IconDevices },
  { to: '/taxes', name: 'Taxes', key: 'x', icon: IconReceiptTax },
  { to: '/delivery', name: 'Delivery', key: 'f', icon: IconTruckDelivery },
  { to: '/payments', name: 'Payments', key: 'j', icon: IconCreditCard },
  { to: '/loyalty', name: 'Loyalty', key: 'y', icon: IconStar },
  { to: '/roles', name: 'Roles and people', key: 'w', icon: IconUsersGroup },
  { to: '/hours', name: 'Hours', key: 'n', icon: IconClock },
  { to: '/commissions', name: 'Sales by person', key: 'q', icon: IconPercentage },
  { to: '/keys', name: 'Apps & keys', key: 'k', icon: IconKey },
  { to: '/audit', name: 'Audit log', key: 'l', icon: IconShieldCheck },
] as const;

export const sections = [...daily, ...settings] as const;
