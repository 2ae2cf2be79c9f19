import { useState } from 'react';
import type { ScaleSettings } from '../../../bridge/scale-views.ts';
import { useRead } from '../../data/reads.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Area, Check, Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';
import { taresOfText, taresText } from './tares-text.ts';

interface CardProps {
  readonly registerId: string;
  readonly locked: string | null;
}

const start: ScaleSettings = {
  ...{ model: 'mt-8217', address: '', unit: 'KGM', mayType: false, tares: [], ofProducts: {} },
};

/** The scale beside a register, and the packaging that is taken off by a key. */
export function ScaleCard({ registerId, locked }: CardProps) {
  const { data } = useRead('till.devices', { registerId });
  if (!data) return null;
  return <Editor key={JSON.stringify(data.scale)} {...{ registerId, locked }} saved={data.scale} />;
}

function Editor({ registerId, locked, saved }: CardProps & { readonly saved: ScaleSettings | null }) {
  const [draft, setDraft] = useState(saved);
  const [tares, setTares] = useState(taresText(saved?.tares ?? []));
  const save = useCall('devices.saveScale');
  const off = locked !== null;
  const set = (patch: Partial<ScaleSettings>) => setDraft((old) => ({ ...(old ?? start), ...patch }));
  const read = taresOfText(tares);
  const settings = draft && { ...draft, address: draft.address.trim(), tares: read ?? [] };
  const changed = JSON.stringify(settings) !== JSON.stringify(saved);
  const ready = settings === null || (settings.address !== '' && read !== null);
  return (
    <Card aria-label={t('Scale')}>
      <header>
        <h2>{t('Scale')}</h2>
        <State tone={saved ? 'ok' : 'plain'}>{saved ? t('Set up') : t('None: weights are typed')}</State>
      </header>
      <div className={styles.fields}>
        <Field label={t('Speaks')} hint={t('As it is set at the scale itself.')}>
          {(control) => (
            <Select
              {...control}
              value={draft?.model ?? 'none'}
              disabled={off}
              onChange={({ target: { value } }) =>
                value === 'none' ? setDraft(null) : set({ model: value === 'nci' ? 'nci' : 'mt-8217' })
              }
            >
              <option value="none">{t('No scale')}</option>
              <option value="mt-8217">{t('Mettler Toledo 8217')}</option>
              <option value="nci">{t('NCI (CAS, Weigh-Tronix)')}</option>
            </Select>
          )}
        </Field>
        {draft ? (
          <>
            <Field
              label={t('Address')}
              hint={t('Name or number and port, of the scale or of the serial server that it hangs on.')}
            >
              {(control) => (
                <Input
                  {...control}
                  value={draft.address}
                  disabled={off}
                  maxLength={200}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => set({ address: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('Weighs in')}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.unit}
                  disabled={off}
                  onChange={({ target: { value } }) => set({ unit: value === 'LBR' ? 'LBR' : 'KGM' })}
                >
                  <option value="KGM">{t('Kilograms')}</option>
                  <option value="LBR">{t('Pounds')}</option>
                </Select>
              )}
            </Field>
            <Field
              label={t('Packaging, a key each')}
              hint={t('A line each, with its weight: Paper bag 0.005')}
              error={read === null ? t('Write up to eight lines such as: Tub 0.018') : null}
            >
              {(control) => (
                <Area
                  {...control}
                  rows={3}
                  value={tares}
                  disabled={off}
                  onChange={(event) => setTares(event.target.value)}
                />
              )}
            </Field>
            <div className={styles.checks}>
              <span>
                <Check
                  label={t('A weight may be typed')}
                  checked={draft.mayType}
                  disabled={off}
                  onChange={(event) => set({ mayType: event.target.checked })}
                />
                {t('A weight may be typed')}
              </span>
            </div>
          </>
        ) : null}
      </div>
      <div className={styles.foot}>
        <Button
          look="primary"
          locked={locked}
          disabled={!changed || !ready || save.isPending}
          onClick={() => save.mutate({ registerId, settings })}
        >
          {t('Save')}
        </Button>
      </div>
    </Card>
  );
}
