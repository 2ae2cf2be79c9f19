export function EnrolScreen(_: any) { return <main>EnrolScreen</main>; }
