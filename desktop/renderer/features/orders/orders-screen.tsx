export function OrdersScreen(_: any) { return <main>OrdersScreen</main>; }
