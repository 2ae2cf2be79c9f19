export function SignInScreen(_: any) { return <main>SignInScreen</main>; }
