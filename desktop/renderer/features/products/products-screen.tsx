export function ProductsScreen(_: any) { return <main>ProductsScreen</main>; }
