import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { localText, parseLocal } from '../promotions/draft-text.ts';

interface Props {
  readonly command: 'content.scheduleLook' | 'content.scheduleTheme';
  readonly title: string;
  readonly version: { readonly id: string; readonly publishAt: number | null };
  readonly onClose: () => void;
}

/** When a version of the look or of a theme goes live by itself. */
export function ScheduleDialog({ command, title, version, onClose }: Props) {
  const bridge = useBridge();
  const { store } = useSession();
  const { busy, refused, send } = useSending();
  const [at, setAt] = useState(localText(version.publishAt, store.timeZone));
  const publishAt = parseLocal(at, store.timeZone);
  const past = publishAt !== null && publishAt <= deskNow();
  const set = (when: number | null) =>
    send(bridge.mutate(command, { versionId: version.id, publishAt: when }).then(onClose));
  return (
    <FormDialog
      title={title}
      width={500}
      action={t('Let it go live then')}
      ready={publishAt !== null && !past}
      busy={busy}
      refused={refused}
      onSubmit={() => set(publishAt)}
      onClose={onClose}
      beside={version.publishAt === null ? null : <Button onClick={() => set(null)}>{t('Not any more')}</Button>}
    >
      <Field
        label={t('Goes live')}
        hint={t('By the clock of the shop; the cloud does it, also with this desk switched off.')}
        error={past ? t('Choose a time to come, or publish it now.') : null}
      >
        {(control) => (
          <Input
            {...control}
            data-autofocus
            type="datetime-local"
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
