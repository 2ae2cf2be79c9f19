import { HostProblem } from '../problem.ts';

export const notEnrolled = () =>
  new HostProblem(
    'desk.not-enrolled',
    'refused',
    'This desk belongs to no store yet. Nothing was changed. Enrol it first.',
  );
