import { useState } from 'react';
import type { GunSettings } from '../../../bridge/gun-views.ts';
import {
  type GunRecording,
  MEASURE_CODE,
  MEASURE_TIMES,
  measured,
  type NotMeasured,
  refusedRecording,
} from '../../scanner/measure-gun.ts';
import { medianOf } from '../../scanner/scan-detector.ts';
import { useGunRecorder } from '../../scanner/use-gun-recorder.ts';
import { Barcode } from '../../ui/barcode.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { playTone } from '../../ui/sounds.ts';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';
import { GunLimits } from './gun-limits.tsx';

/** Milliseconds that fill the height of a trace: no gun waits longer. */
const FULL = 120;

/** The pauses between the keys of one scan, one bar each. */
function Trace({ recording, number }: { readonly recording: GunRecording | undefined; readonly number: number }) {
  const gaps = recording?.gaps ?? [];
  const said = recording
    ? t('{median} ms, longest {longest}', { median: medianOf(gaps) ?? 0, longest: Math.max(0, ...gaps) })
    : t('waits for a scan');
  return (
    <li>
      <span className="num">{number}</span>
      <svg viewBox={`0 0 ${MEASURE_CODE.length * 4} 24`} preserveAspectRatio="none" aria-hidden="true">
        {gaps.map((gap, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a trace is read from left to right and never changes
            key={index}
            x={index * 4}
            width={3}
            y={24 - Math.max(1, (Math.min(gap, FULL) / FULL) * 24)}
            height={Math.max(1, (Math.min(gap, FULL) / FULL) * 24)}
          />
        ))}
      </svg>
      <span className={recording ? 'num' : 'sub'}>{said}</span>
    </li>
  );
}

const refusals: Readonly<Record<NotMeasured, string>> = {
  other: 'That was another code, or it came in pieces. Scan the one that is shown.',
  'by-hand': 'No scanner is so slow: that was typed. Scan the code that is shown.',
};

interface Props {
  readonly busy: boolean;
  readonly onSave: (gun: GunSettings) => void;
  readonly onClose: () => void;
}

/** One code, scanned five times: how the gun at hand sends its keys. */
export function MeasureGun({ busy, onSave, onClose }: Props) {
  const [recordings, setRecordings] = useState<readonly GunRecording[]>([]);
  const [refused, setRefused] = useState<NotMeasured | null>(null);
  const done = recordings.length >= MEASURE_TIMES;
  useGunRecorder(!done, (recording) => {
    const why = refusedRecording(recording);
    setRefused(why);
    playTone(why ? 'wrong' : 'right');
    if (!why) setRecordings((old) => [...old, recording].slice(0, MEASURE_TIMES));
  });
  const gun = done ? measured(recordings) : null;
  return (
    <Dialog
      opened
      onClose={onClose}
      width="640px"
      title={t('Measure the scanner')}
      closeLabel={t('Close')}
      foot={
        <>
          <Button disabled={recordings.length === 0} onClick={() => setRecordings([])}>
            {t('Begin again')}
          </Button>
          <span className="grow" />
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" disabled={gun === null || busy} onClick={() => gun && onSave(gun)}>
            {t('Keep for this register')}
          </Button>
        </>
      }
    >
      <div className={styles.measure}>
        <p>
          {t('Scan this code {n} times, as quickly or slowly as at work. It may be printed too.', { n: MEASURE_TIMES })}
        </p>
        <figure>
          <Barcode text={MEASURE_CODE} label={t('Bars: {text}', { text: MEASURE_CODE })} />
          <figcaption className="mono">{MEASURE_CODE}</figcaption>
        </figure>
        <ol aria-label={t('Scans')}>
          {Array.from({ length: MEASURE_TIMES }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: five places, filled in their order
            <Trace key={index} number={index + 1} recording={recordings[index]} />
          ))}
        </ol>
        <p role="status" className={refused ? styles.refused : 'sub'}>
          {refused
            ? t(refusals[refused])
            : done
              ? t('Measured. This is how it will be heard:')
              : t('{n} of {all} scans', { n: recordings.length, all: MEASURE_TIMES })}
        </p>
        {gun ? <GunLimits gun={gun} /> : null}
      </div>
    </Dialog>
  );
}
