import * as z from 'zod';
import { call } from '../define-call.ts';
import { askAsPerson, type Asked } from './cloud-sign-ins.ts';

/** A call that is one question to the cloud, asked as the person of the window. */
export const asking = <A, T>(args: z.ZodType<A>, asked: (given: A) => Asked<T>) =>
  call(args, (host, window, given: A) => askAsPerson(host, window, asked(given)));

/** An answer that says no more than that it was done. */
export const none = z.unknown().transform(() => null);
