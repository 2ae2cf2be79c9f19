export function SalesScreen(_: any) { return <main>SalesScreen</main>; }
