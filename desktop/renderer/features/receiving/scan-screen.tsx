export function ScanScreen(_: any) { return <main>ScanScreen</main>; }
