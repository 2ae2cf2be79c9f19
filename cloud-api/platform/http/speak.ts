import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem.ts';

/** Says what people read of an answer in the language of who asks. */
export interface Speak {
  readonly problem: (request: FastifyRequest, problem: Problem) => Problem;
  /** Of what is no text yet */
  readonly answer: (request: FastifyRequest, answer: unknown) => unknown;
}
