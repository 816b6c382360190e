import { formatHzPlain } from '../../../shared/format/frequency.ts';
import { NumberField, type NumberFieldProps } from '../../../shared/ui/NumberField.tsx';
import { announce } from '../../../state/announcements.ts';
import {
  changePoints,
  defaultMelodySettings,
  lengthSecOf,
  limitsOf,
  pickedOf,
  useManipulation,
  type Curve,
  type Manipulation,
  type MelodySettings,
} from './manipulation.ts';
import { changeMelody, type MelodyChange } from './melodyChanges.ts';
import { makePoints } from './openManipulation.ts';
import { pointsOf, withValues } from './points.ts';
import styles from './PointsPanel.module.css';

/** What is done to the points that are picked, or to all where none is. */
export function MelodyFields({ now }: { readonly now: Manipulation }) {
  const settings = useManipulation((s) => s.settings);
  const picked = useManipulation((s) => s.picked);
  const nPicked = (curve: Curve) =>
    picked.curve === curve ? now[curve].filter(({ id }) => picked.ids.has(id)).length : 0;
  const isPitchEmpty = now.pitch.length === 0;
  const row = { now, settings };
  return (
    <>
      <div className={styles['rows']} role="group" aria-label="Change pitch">
        <h2>Pitch of {nPicked('pitch') === 0 ? 'all points' : 'the picked points'}</h2>
        <Action
          {...row}
          name="shiftSt"
          label="Shift"
          button="Shift"
          isDisabled={isPitchEmpty}
          field={{ ...plain, step: 0.5, minValue: -48, maxValue: 48, format: (st) => `${short(st)} st` }}
          run={() => {
            change({ kind: 'shift', semitones: settings.shiftSt });
          }}
        />
        <Action
          {...row}
          name="factor"
          label="Multiply by"
          button="Multiply"
          isDisabled={isPitchEmpty}
          field={{ ...plain, step: 0.05, minValue: 0.1, maxValue: 10, format: short }}
          run={() => {
            change({ kind: 'multiply', factor: settings.factor });
          }}
        />
        <Action
          {...row}
          name="range"
          label="Times the range"
          button="Change range"
          isDisabled={isPitchEmpty}
          field={{ ...plain, step: 0.1, minValue: -5, maxValue: 5, format: short }}
          run={() => {
            change({ kind: 'range', factor: settings.range });
          }}
        />
        <Action
          {...row}
          name="monotoneHz"
          label="Monotone at"
          button="Flatten"
          isDisabled={isPitchEmpty}
          field={{
            dimension: 'frequency',
            step: 1,
            format: formatHzPlain,
            ...hertzOf(now),
            isEmptyAllowed: true,
            placeholder: 'mean',
          }}
          run={() => {
            change({ kind: 'monotone', hz: settings.monotoneHz });
          }}
        />
      </div>
      <div className={styles['rows']} role="group" aria-label="Make points">
        <h2>Points and durations</h2>
        <Action
          {...row}
          name="resolutionSt"
          label="Stylise to"
          button="Make points"
          isDisabled={now.melody === null}
          field={{ ...plain, step: 0.5, minValue: 0.01, maxValue: 24, format: (st) => `${short(st)} st` }}
          run={makePoints}
        />
        <Action
          {...row}
          name="duration"
          label="Times the length"
          button={nPicked('duration') === 0 ? 'Set for all' : 'Set for picked'}
          isDisabled={false}
          field={{ ...plain, step: 0.05, ...valuesOf(now, 'duration'), format: short }}
          run={() => {
            setDuration(settings.duration);
          }}
        />
        <span className={styles['wide']}>
          <Clear curve="pitch" title="Remove pitch" n={now.pitch.length} />
          <Clear curve="duration" title="Remove durations" n={now.duration.length} />
        </span>
      </div>
    </>
  );
}

const plain = { dimension: 'plain' } as const;
const short = (value: number) => String(Number(value.toFixed(3)));

function valuesOf(now: Manipulation, curve: Curve) {
  const { minValue, maxValue } = limitsOf(now, curve);
  return { minValue, maxValue };
}
const hertzOf = (now: Manipulation) => valuesOf(now, 'pitch');

type NumberName = keyof MelodySettings;

interface ActionProps {
  readonly now: Manipulation;
  readonly settings: MelodySettings;
  readonly name: NumberName;
  readonly label: string;
  readonly button: string;
  readonly isDisabled: boolean;
  readonly field: Omit<NumberFieldProps, 'label' | 'value' | 'onChange' | 'testId' | 'defaultValue'>;
  readonly run: () => void;
}

function Action({ now, settings, name, label, button, isDisabled, field, run }: ActionProps) {
  return (
    <>
      <NumberField
        {...field}
        label={label}
        testId={`points-${name}`}
        sampleRateHz={now.sampleRateHz}
        value={settings[name]}
        defaultValue={defaultMelodySettings[name]}
        onChange={(value) => {
          if (value !== null || field.isEmptyAllowed === true)
            useManipulation.setState((s) => ({ settings: { ...s.settings, [name]: value } }));
        }}
      />
      <button
        type="button"
        aria-disabled={isDisabled}
        data-testid={`points-${name}-run`}
        onClick={() => {
          if (!isDisabled) run();
        }}
      >
        {button}
      </button>
    </>
  );
}

function Clear({ curve, title, n }: { readonly curve: Curve; readonly title: string; readonly n: number }) {
  return (
    <button
      type="button"
      aria-disabled={n === 0}
      data-testid={`points-clear-${curve}`}
      onClick={() => {
        if (n > 0) changePoints({ [curve]: [] });
      }}
    >
      {title}
    </button>
  );
}

const idsOf = (now: Manipulation, curve: Curve): ReadonlySet<number> => {
  const picked = pickedOf(curve);
  return picked.size > 0 ? picked : new Set(now[curve].map(({ id }) => id));
};

function change(wanted: MelodyChange): void {
  const { now } = useManipulation.getState();
  if (now === null) return;
  const ids = idsOf(now, 'pitch');
  changePoints({ pitch: changeMelody(now.pitch, ids, wanted, limitsOf(now, 'pitch')) });
  announce(`${String(ids.size)} pitch points changed`);
}

/** Of the picked points; without any, one point, which holds for the whole span. */
function setDuration(factor: number): void {
  const { now } = useManipulation.getState();
  if (now === null) return;
  const picked = pickedOf('duration');
  const whole = { timesSec: Float64Array.of(lengthSecOf(now) / 2), values: Float64Array.of(factor) };
  changePoints({
    duration:
      picked.size === 0 ? pointsOf(whole) : withValues(now.duration, picked, () => factor, limitsOf(now, 'duration')),
  });
  announce(`${String(factor)} times the length`);
}
