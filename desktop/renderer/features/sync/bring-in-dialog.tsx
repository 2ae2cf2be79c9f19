import { type ChangeEvent, useRef, useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { whenText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { partsOf, readSavedQueue, type SavedQueue } from './saved-queue.ts';
import styles from './sync.module.css';

const SHOWN = 4;

/** What a desk had saved of its queue before it was lost or installed anew, to be sent from here. */
export function BringInDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const bridge = useBridge();
  const input = useRef<HTMLInputElement>(null);
  const [queue, setQueue] = useState<SavedQueue | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<number | null>(null);

  function close(): void {
    setQueue(null);
    setProblem(null);
    setDone(null);
    onClose();
  }
  async function choose({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = currentTarget.files ?? [];
    if (!file) return;
    // The same file again is a choice too.
    const text = await file.text();
    if (input.current) input.current.value = '';
    const read = readSavedQueue(text);
    setQueue(read);
    setProblem(
      read ? null : t('{name} is not a queue that a desk saved. Choose the file as it was saved.', { name: file.name }),
    );
  }
  async function bringIn({ format, store, device, mutations }: SavedQueue): Promise<void> {
    setProblem(null);
    let added = 0;
    let known = 0;
    try {
      for (const part of partsOf(mutations)) {
        setDone(added + known);
        const taken = await bridge.call('queue.import', { format, storeId: store.id, mutations: part });
        added += taken.added;
        known += taken.known;
      }
    } catch (error) {
      const said = problemText(error, t('The desk did not answer.'));
      const safe = t('{n} of {all} are here. Bring the file in again: nothing is done twice.', {
        n: added + known,
        all: mutations.length,
      });
      setProblem(added + known > 0 ? `${said} ${safe}` : said);
      return setDone(null);
    }
    toast({
      tone: 'ok',
      title: t('{n, plural, one {# change} other {# changes}} of {device} brought in', {
        n: added,
        device: device.name,
      }),
      message:
        known > 0
          ? t('{known} were here already. The rest goes out now.', { known })
          : t('They go out now. What the cloud has already is not counted twice.'),
    });
    close();
  }
  const busy = done !== null;
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={t('Bring in a saved queue')}
      closeLabel={t('Close')}
      foot={
        <>
          <span className="grow" />
          <Button look="quiet" onClick={close}>
            {t('Cancel')}
          </Button>
          <Button
            look="primary"
            onClick={() => queue && void bringIn(queue)}
            disabled={!queue || queue.mutations.length === 0 || busy}
          >
            {queue
              ? t('Bring in {n, plural, one {# change} other {# changes}}', { n: queue.mutations.length })
              : t('Bring in')}
          </Button>
        </>
      }
    >
      <p>
        {t(
          'When a device was lost or installed anew, what it had not sent can be sent from here: choose the file that was saved on it. Each sale counts once, also where it had reached the cloud before.',
        )}
      </p>
      <div className={styles.choose}>
        <Button disabled={busy} onClick={() => input.current?.click()}>
          {queue ? t('Choose another file') : t('Choose a file')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('Saved queue')}
          accept=".json,application/json"
          onChange={(event) => void choose(event)}
        />
      </div>
      {problem ? (
        <p className={styles.refused} role="alert">
          {problem}
        </p>
      ) : null}
      {queue ? <Contents queue={queue} done={done} /> : null}
    </Dialog>
  );
}

function Contents({ queue, done }: { readonly queue: SavedQueue; readonly done: number | null }) {
  const { mutations, device, store, savedAt } = queue;
  const more = mutations.length - SHOWN;
  return (
    <div className={styles.saved} role="status">
      <b>
        {t('{device} of {store}, saved {when}', {
          device: device.name,
          store: store.name,
          when: whenText(savedAt, deskNow()),
        })}
      </b>
      <ul>
        {mutations.slice(0, SHOWN).map(({ title }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
          <li key={at} className="cut">
            {title}
          </li>
        ))}
        {more > 0 ? <li className="sub">{t('and {n, plural, one {# more} other {# more}}', { n: more })}</li> : null}
      </ul>
      {done === null ? null : <span className="sub">{t('{done} of {all} …', { done, all: mutations.length })}</span>}
    </div>
  );
}
