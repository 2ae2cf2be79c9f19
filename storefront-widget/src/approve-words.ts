import { saidIn } from './languages.ts';

export const en = {
  title: 'Waiting for your yes',
  since: 'Ordered on {at}',
  reference: 'Reference:',
  all: '{count} more',
  everyOrder: 'Every order of theirs waits for a yes.',
  overLimit: 'It is above what they may order alone.',
  onAccount: 'It is ordered on account.',
  paysThen: '{name} pays it after your yes.',
  until: 'The goods are held until {until}. Without an answer they are free again and nothing is ordered.',
  yes: 'Approve',
  no: 'Decline',
  reason: 'Reason, for {name} to read (optional)',
  sure: 'Decline it',
  back: 'Do not decline',
  saidYes: 'You approved it. {name} is told by letter.',
  pays: 'You approved it. {name} is told by letter and can pay it now.',
  saidNo: 'You declined it. {name} is told by letter, and the goods are free again.',
  yesMeanwhile: '{who} has approved it meanwhile. There is nothing left to do.',
  noMeanwhile: '{who} has declined it meanwhile. There is nothing left to do.',
  withdrawn: '{who} has withdrawn it meanwhile. There is nothing left to do.',
  late: 'Its time is over: the goods are free again, and nothing was ordered.',
  gone: 'It was decided meanwhile. There is nothing left to do.',
};

export const asksWords = saidIn<typeof en>('asks', en);
