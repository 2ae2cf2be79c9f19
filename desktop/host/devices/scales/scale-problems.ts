import { HostProblem } from '../../problem.ts';

const why: Readonly<Record<string, string>> = {
  moving: 'The scale has not come to rest. Wait until it has, and take the weight again.',
  over: 'More lies on the scale than it can weigh. Take some off and weigh in parts.',
  under: 'The scale says less than nothing. Take everything off, set it to zero and weigh again.',
  fault: 'The scale says that something is wrong with it. Have it looked at.',
  unreached: 'The scale does not answer. Look at its cable and its power, or at Devices.',
  none: 'No scale is set up for this register. Type the weight, or set one up under Devices.',
};

export const notStable = (pan: string) =>
  new HostProblem('scale.no-weight', 'refused', `${why[pan] ?? why['fault']} Nothing was added.`, { pan });
export const nothingOnIt = () =>
  new HostProblem(
    'scale.nothing-on-it',
    'refused',
    'Nothing lies on the scale. Nothing was added. Put the goods on it.',
  );
export const tareTooMuch = () =>
  new HostProblem(
    'scale.tare-too-much',
    'refused',
    'The packaging is as heavy as what lies on the scale, so nothing was added. Look at the tare.',
  );
export const notTyped = () =>
  new HostProblem(
    'scale.not-typed',
    'refused',
    'Weights come from the scale at this register and are not typed. Nothing was changed. Weigh it, or have typing allowed under Devices.',
  );
export const otherUnit = () =>
  new HostProblem(
    'scale.other-unit',
    'refused',
    'The scale weighs in another unit than this is sold by. Nothing was added. Set the scale, or the unit of the product.',
  );
export const notWeighed = () =>
  new HostProblem(
    'scale.not-weighed',
    'refused',
    'This is not sold by weight, so nothing was changed. Add it by the piece.',
  );
/** Asked for where a weighed item is added without a weight: the till opens the scale for it. */
export const weighIt = (variantId: string) =>
  new HostProblem('scale.weigh-it', 'refused', 'This is sold by weight. Put it on the scale.', { variantId });
