import { useEffect, useRef, useState } from 'react';
import type { Weighing } from '../../../bridge/scale-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { sayRefused } from '../../data/writes.ts';
import { scanning } from '../../scanner/use-scanner.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Check, Field, Input } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { playTone } from '../../ui/sounds.ts';
import { t } from '../../ui/text.ts';
import { useSteady } from '../../ui/use-steady.ts';
import { panText, thousandthsOf, typeWeight, unitOf, weightKeys, weightText } from './weighing.ts';
import styles from './weigh-dialog.module.css';

interface Props {
  readonly variantId: string;
  /** A line that is weighed again; else one is added */
  readonly lineId: string | undefined;
  readonly onClose: () => void;
  readonly onWeighed: (basket: Basket) => void;
}

/** As often as a pan is read: what comes to rest is seen at once. */
const EVERY_MS = 200;

/** What lies on the scale, read again and again while it is looked at. Undefined before the first answer. */
function useWeighing(variantId: string, tare: number): Weighing | undefined {
  const bridge = useBridge();
  const [weighing, setWeighing] = useState<Weighing>();
  useEffect(() => {
    let left = false;
    let later: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const next = await bridge.call('scale.read', { variantId, tare }).catch(() => undefined);
      if (left) return;
      if (next) setWeighing(next);
      later = setTimeout(() => void read(), EVERY_MS);
    };
    void read();
    return () => {
      left = true;
      clearTimeout(later);
    };
  }, [bridge, variantId, tare]);
  useEffect(() => () => void bridge.call('scale.leave', {}).catch(() => undefined), [bridge]);
  return weighing;
}

/** Goods on the scale: weight, price of a unit, price; Enter takes it. */
export function WeighDialog({ variantId, lineId, onClose, onWeighed }: Props) {
  const bridge = useBridge();
  const [tareText, setTareText] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [keeps, setKeeps] = useState(false);
  const [kept, setKept] = useState(0);
  const taking = useRef(false);
  const tareBefore = useRef<string | null>(null);
  const tare = tareText === null ? kept : (thousandthsOf(tareText) ?? 0);
  const weighing = useWeighing(variantId, tare);
  // The packaging of this very product is taken off without being asked for.
  if (weighing && tareText === null && kept !== weighing.keptTare) setKept(weighing.keptTare);
  const byHand = weighing?.mayType === true && (typed !== null || weighing.pan === 'none');
  const amount = byHand ? thousandthsOf(typed ?? '') : null;
  const ready = byHand ? amount !== null && amount > tare : weighing?.pan === 'stable' && weighing.net > 0;
  const unit = weighing ? unitOf(weighing.unit) : '';

  async function take(): Promise<void> {
    // Enter that is held down, or pressed twice, adds it once.
    if (!ready || !weighing || taking.current) return;
    taking.current = true;
    try {
      if (keeps) await bridge.call('scale.keepTare', { variantId, tare });
      const line = lineId === undefined ? {} : { lineId };
      const by = byHand && amount !== null ? { typed: amount } : {};
      const basket = await bridge.call('basket.weigh', { variantId, tare, ...line, ...by });
      playTone('right');
      onWeighed(basket);
    } catch (problem) {
      playTone('wrong');
      sayRefused(problem);
    } finally {
      taking.current = false;
    }
  }
  const chooseTare = (index: number) => {
    const chosen = weighing?.tares[index];
    tareBefore.current = tareText;
    if (chosen) setTareText(tare === chosen.weight ? '' : (chosen.weight / 1_000).toFixed(3));
  };
  const press = useSteady((event: KeyboardEvent) => {
    const { target } = event;
    const inField = target instanceof HTMLInputElement && target.type !== 'checkbox';
    // The first digit of a code that is scanned chose a packaging before it turned out to be one.
    if (scanning.now && !inField) return setTareText(tareBefore.current);
    if (event.key === 'Enter' && !(target instanceof HTMLButtonElement)) void take();
    else if (!inField && /^[1-8]$/.test(event.key)) chooseTare(Number(event.key) - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [press]);
  if (!weighing) return null;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={weighing.title}
      closeLabel={t('Close')}
      width={byHand ? 720 : undefined}
      foot={
        <>
          {weighing.mayType && weighing.pan !== 'none' ? (
            <Button size="touch" onClick={() => setTyped(typed === null ? '' : null)}>
              {typed === null ? t('Type the weight') : t('From the scale')}
            </Button>
          ) : null}
          <span className="grow" />
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" keys="Enter" disabled={!ready} onClick={() => void take()}>
            {lineId === undefined ? t('Add to basket') : t('Take this weight')}
          </Button>
        </>
      }
    >
      <div className={cx(styles.weigh, byHand && styles.typing)}>
        {byHand ? (
          <div className={styles.hand}>
            <Field label={t('Weight in {unit}', { unit })} hint={t('As it stands on a scale, such as 0.425.')}>
              {(control) => (
                <Input
                  {...control}
                  data-autofocus
                  className="num"
                  inputMode="decimal"
                  autoComplete="off"
                  value={typed ?? ''}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </Field>
            <Keypad
              label={t('Weight')}
              columns={3}
              keys={weightKeys()}
              onPress={(key) => setTyped((old) => typeWeight(old ?? '', key))}
            />
          </div>
        ) : (
          <div className={cx(styles.pan, weighing.pan === 'stable' && styles.steady)} tabIndex={-1} data-autofocus>
            <b className="num">{weightText(weighing.net)}</b>
            <span>{unit}</span>
            <p role="status">{panText(weighing)}</p>
          </div>
        )}
        <dl className={styles.sums}>
          <div>
            <dt>{t('Price per {unit}', { unit })}</dt>
            <dd>
              {weighing.unitPrice === null ? (
                t('none here')
              ) : (
                <Money className="num" amount={weighing.unitPrice} currency={weighing.currency} />
              )}
            </dd>
          </div>
          <div>
            <dt>{t('Tare')}</dt>
            <dd className="num">{`${weightText(tare)} ${unit}`}</dd>
          </div>
          {byHand ? null : (
            <div className={styles.price}>
              <dt>{t('Price')}</dt>
              <dd>
                {weighing.price === null || weighing.pan !== 'stable' ? (
                  '–'
                ) : (
                  <Money className="num" amount={weighing.price} currency={weighing.currency} />
                )}
              </dd>
            </div>
          )}
        </dl>
        <fieldset className={styles.tares} aria-label={t('Packaging')}>
          {weighing.tares.map(({ name, weight }, index) => (
            <Button
              key={name}
              size="touch"
              keys={String(index + 1)}
              aria-pressed={tare === weight}
              className={cx(tare === weight && styles.chosen)}
              onClick={() => chooseTare(index)}
            >
              {`${name} ${weightText(weight)}`}
            </Button>
          ))}
          <Field label={t('Tare in {unit}', { unit })}>
            {(control) => (
              <Input
                {...control}
                className="num"
                inputMode="decimal"
                autoComplete="off"
                value={tareText ?? (kept > 0 ? weightText(kept) : '')}
                placeholder="0.000"
                onChange={(event) => setTareText(event.target.value)}
              />
            )}
          </Field>
        </fieldset>
        {weighing.pan === 'none' || tare === weighing.keptTare ? null : (
          <div className={styles.keep}>
            <Check
              label={t('Always take this tare off this product')}
              checked={keeps}
              onChange={(event) => setKeeps(event.target.checked)}
            />
            <span aria-hidden="true">{t('Always take this tare off this product')}</span>
          </div>
        )}
      </div>
    </Dialog>
  );
}
