export function Palette(_: any) { return <main>Palette</main>; }
