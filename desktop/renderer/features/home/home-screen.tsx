export function HomeScreen(_: any) { return <main>HomeScreen</main>; }
