import { formatHzPlain } from '../../../shared/format/frequency.ts';
import { formatSeconds } from '../../../shared/format/time.ts';
import { NumberField } from '../../../shared/ui/NumberField.tsx';
import { changePoints, lengthSecOf, limitsOf, useManipulation, type Manipulation } from './manipulation.ts';
import { movedBy, withValues } from './points.ts';
import { semitonesOf, signed } from './pointText.ts';
import styles from './PointsPanel.module.css';

/** Time and value of the point that is picked; of several, the value that all of them take. */
export function PickedFields({ now }: { readonly now: Manipulation }) {
  const { curve, ids } = useManipulation((s) => s.picked);
  const points = now[curve].filter(({ id }) => ids.has(id));
  const [point] = points;
  const isOne = points.length === 1;
  const fromSec = now.span.startSample / now.sampleRateHz;
  const limits = limitsOf(now, curve);
  const value = point !== undefined && points.every((other) => other.value === point.value) ? point.value : null;
  const isPitch = curve === 'pitch';
  return (
    <div className={styles['group']} role="group" aria-label="Picked points">
      <h2>
        {points.length === 0
          ? 'No point is picked'
          : `${isPitch ? 'Pitch' : 'Duration'}: ${isOne ? 'one point' : `${String(points.length)} points`} picked`}
      </h2>
      <NumberField
        label="Time"
        testId="points-time"
        dimension="time"
        format={(sec) => `${formatSeconds(sec, 4)} s`}
        value={isOne && point !== undefined ? fromSec + point.sec : null}
        minValue={fromSec}
        maxValue={fromSec + lengthSecOf(now)}
        step={0.001}
        isDisabled={!isOne}
        sampleRateHz={now.sampleRateHz}
        onChange={(sec) => {
          if (sec === null || point === undefined) return;
          changePoints({
            [curve]: movedBy(now[curve], new Set([point.id]), sec - fromSec - point.sec, limits.lengthSec),
          });
        }}
      />
      <NumberField
        label={isPitch ? 'Pitch' : 'Times the length'}
        testId="points-value"
        dimension={isPitch ? 'frequency' : 'plain'}
        format={isPitch ? formatHzPlain : (factor) => String(Number(factor.toFixed(3)))}
        {...(isPitch && value !== null ? { note: `${signed(semitonesOf(value), 2)} st` } : {})}
        value={value}
        placeholder={points.length > 1 && value === null ? 'several' : ''}
        minValue={limits.minValue}
        maxValue={limits.maxValue}
        step={isPitch ? 1 : 0.01}
        isDisabled={points.length === 0}
        sampleRateHz={now.sampleRateHz}
        onChange={(next) => {
          if (next !== null) changePoints({ [curve]: withValues(now[curve], ids, () => next, limits) });
        }}
      />
      <p className={styles['hint']}>
        {isPitch ? 'Semitones (st) are re 100 Hz.' : '1 keeps the duration, 2 doubles it.'}
      </p>
    </div>
  );
}
