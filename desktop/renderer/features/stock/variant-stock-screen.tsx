export function VariantStockScreen(_: any) { return <main>VariantStockScreen</main>; }
