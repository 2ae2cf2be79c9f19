export function ProductScreen(_: any) { return <main>ProductScreen</main>; }
