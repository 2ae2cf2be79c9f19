import type { ReviewState } from '@tillhouse/shared/domains/reviews/rules.ts';
import { useState } from 'react';
import type { ReviewRow } from '../../../bridge/review-views.ts';
import { sayRefused } from '../../data/writes.ts';
import { t } from '../../ui/text.ts';
import { useUndoable } from '../delivery/undo-toast.tsx';

type Judged = Pick<ReviewRow, 'id' | 'revision' | 'state' | 'answer'>;

const commands: Readonly<Record<ReviewState, readonly [name: string, done: string]>> = {
  shown: ['reviews.show', 'The review is shown'],
  hidden: ['reviews.hide', 'The review is hidden'],
  waiting: ['reviews.putBack', 'The review waits again'],
};

/** Shows, hides and answers, each with the way back beside what is said of it. */
export function useModeration() {
  const undoable = useUndoable();
  const [busy, setBusy] = useState(false);
  const run = (work: Promise<void>): void => {
    setBusy(true);
    work.catch(sayRefused).finally(() => setBusy(false));
  };
  const of = ({ id: reviewId, revision }: Judged) => ({ reviewId, revision });
  return {
    busy,
    move: (review: Judged, to: ReviewState) => {
      const [name, done] = commands[to];
      const [back] = commands[review.state];
      run(undoable(t(done), { name, args: of(review) }, { name: back, args: of(review) }));
    },
    answer: (review: Judged, answer: string) => {
      const command = (text: string) => ({ name: 'reviews.answer', args: { ...of(review), answer: text } });
      const done = answer === '' ? t('The answer is taken away') : t('The answer is saved');
      run(undoable(done, command(answer), command(review.answer)));
    },
  };
}
