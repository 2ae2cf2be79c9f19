export function ShortcutSheet(_: any) { return <main>ShortcutSheet</main>; }
