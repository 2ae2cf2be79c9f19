export function ReceivingScreen(_: any) { return <main>ReceivingScreen</main>; }
