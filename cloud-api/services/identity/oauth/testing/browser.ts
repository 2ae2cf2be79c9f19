/** As much of a browser as signing in needs: cookies with their paths, forms, redirects one at a time. */
export interface Seen {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export class Browser {
  readonly #cookies = new Map<string, Cookie>();
  readonly #home: string;
  readonly headers: Record<string, string>;

  constructor(home: string, headers: Record<string, string> = {}) {
    this.#home = home;
    this.headers = headers;
  }

  /** Follows redirects until a page comes, or until one leads away from home (then that is where it stands). */
  async go(url: string, init: RequestInit = {}): Promise<Seen> {
    let next = new URL(url, this.#home);
    let request: RequestInit = init;
    for (let hop = 0; hop < 20; hop += 1) {
      if (next.origin !== this.#home) return { status: 0, url: next.href, headers: new Headers(), text: '' };
      const answer = await this.once(next, request);
      const where = answer.headers.get('location');
      if (where === null) return answer;
      next = new URL(where, next);
      request = {};
    }
    throw new Error(`redirected in a circle at ${next.href}`);
  }

  async once(url: string | URL, init: RequestInit = {}): Promise<Seen> {
    const to = new URL(url, this.#home);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => to.pathname === path || to.pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');
    const headers = { ...this.headers, ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
    const answer = await fetch(to, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return { status: answer.status, url: to.href, headers: answer.headers, text: await answer.text() };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/; ?/);
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
    if (value === '' || attributes.some((each) => /^expires=Thu, 01 Jan 1970/i.test(each))) {
      this.#cookies.delete(`${name} ${path}`);
    } else this.#cookies.set(`${name} ${path}`, { value, path });
  }

  /** Sends the form of a page, as a click on one of its buttons. */
  submit(page: Seen, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
    return this.go(...this.form(page, fields, headers));
  }

  form(page: Seen, fields: Record<string, string>, headers: Record<string, string> = {}): [string, RequestInit] {
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
    if (!action) throw new Error(`no form on this page: ${page.status} ${page.text.slice(0, 400)}`);
    const body = new URLSearchParams();
    for (const [, name = '', value = ''] of page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g))
      body.set(name, value);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return [
      new URL(action, page.url).href,
      {
        method: 'POST',
        body: body.toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: this.#home,
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      },
    ];
  }

  /** Signs in with a password and lets the program in. @returns where the browser ends up */
  async signInAndAllow(url: string, who: { email: string; password: string; store?: string }): Promise<Seen> {
    const first = await this.go(url);
    const signedIn = first.text.includes('name="password"')
      ? await this.submit(first, { email: who.email, password: who.password, step: 'password' })
      : first;
    if (signedIn.status === 0 || !signedIn.text.includes('value="allow"')) return signedIn;
    return this.submit(signedIn, { step: 'allow', ...(who.store === undefined ? {} : { store: who.store }) });
  }
}
