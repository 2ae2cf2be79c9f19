import { hash, verify } from '@node-rs/argon2';

const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 };
if (!(await verify(await hash('a word', cheap), 'a word'))) throw new Error('Argon2 does not verify its own hash');
