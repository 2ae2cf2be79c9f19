export function SyncScreen(_: any) { return <main>SyncScreen</main>; }
