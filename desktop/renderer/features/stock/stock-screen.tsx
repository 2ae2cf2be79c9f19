export function StockScreen(_: any) { return <main>StockScreen</main>; }
