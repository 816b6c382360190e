import type { EffectForm } from '../effectForm.ts';
import type { EffectForms } from '../effectForms.ts';
import { limits } from '../effectRules.ts';
import type { BandSettings, EdgeSettings, EqualiserBand, FilterPhase, ShelfSettings } from '../effectSettings.ts';
import { decibel, hertz, phaseRow, plain } from './fields.ts';

const filter = (phase: FilterPhase, sections: readonly object[]) => ({ kind: 'filter', phase, sections });

function edgeForm(title: string, band: 'lowPass' | 'highPass', edgeHz: number): EffectForm<EdgeSettings> {
  return {
    title,
    group: 'Filter',
    defaults: { edgeHz, order: 4, phase: 'minimum' },
    rows: (_, { sampleRateHz }) => [
      { ...hertz(sampleRateHz), key: 'edgeHz', label: 'Edge (−3 dB)' },
      { ...plain, ...limits('order'), key: 'order', label: 'Order (6 dB each)', format: (n) => String(Math.round(n)) },
      phaseRow,
    ],
    effectOf: ({ edgeHz: hz, order, phase }) =>
      filter(phase, [{ design: 'iir', family: 'butterworth', order: Math.round(order), band, edgeHz: hz }]),
  };
}

function bandForm(title: string, isStop: boolean): EffectForm<BandSettings> {
  return {
    title,
    group: 'Filter',
    defaults: { fLowHz: 300, fHighHz: 3400, transitionHz: 50 },
    rows: ({ fLowHz, fHighHz }, { sampleRateHz }) => {
      const { maxValue: topHz, ...edge } = hertz(sampleRateHz);
      const open = { isEmptyAllowed: true, placeholder: 'open' };
      return [
        { ...edge, ...open, key: 'fLowHz', label: 'From', maxValue: (fHighHz ?? topHz) - 1 },
        { ...edge, ...open, key: 'fHighHz', label: 'To', minValue: (fLowHz ?? 0) + 1, maxValue: topHz },
        { ...edge, key: 'transitionHz', label: 'Transition', maxValue: topHz },
      ];
    },
    effectOf: ({ fLowHz, fHighHz, transitionHz }) =>
      fLowHz === null && fHighHz === null
        ? 'a band needs an edge: from, to or both'
        : {
            kind: 'bandFilter',
            transitionHz,
            isStop,
            ...(fLowHz === null ? {} : { fLowHz }),
            ...(fHighHz === null ? {} : { fHighHz }),
          },
  };
}

function shelfForm(title: string, kind: 'lowShelf' | 'highShelf', hz: number): EffectForm<ShelfSettings> {
  return {
    title,
    group: 'Filter',
    defaults: { hz, gainDb: -6, q: Math.SQRT1_2, phase: 'minimum' },
    rows: (_, { sampleRateHz }) => [
      { ...hertz(sampleRateHz), key: 'hz', label: 'Middle of the slope' },
      { ...decibel, ...limits('filterGainDb'), key: 'gainDb', label: 'Gain' },
      { ...plain, ...limits('q'), key: 'q', label: 'Q', step: 0.1 },
      phaseRow,
    ],
    effectOf: ({ phase, ...section }) => filter(phase, [{ design: 'cookbook', kind, ...section }]),
  };
}

export const hasGain = ({ kind }: EqualiserBand) => kind === 'peaking' || kind === 'lowShelf' || kind === 'highShelf';

export const mostBands = 8;
export const newBand: EqualiserBand = { kind: 'peaking', hz: 1000, gainDb: 3, q: 1 };

const bandSection = (band: EqualiserBand) => {
  const { kind, hz, q, gainDb } = band;
  return { design: 'cookbook', kind, hz, q, ...(hasGain(band) ? { gainDb } : {}) };
};

export const filterForms: Pick<
  EffectForms,
  'equalise' | 'lowPass' | 'highPass' | 'bandPass' | 'bandStop' | 'notch' | 'lowShelf' | 'highShelf'
> = {
  equalise: {
    title: 'Equaliser',
    group: 'Filter',
    defaults: {
      bands: [
        { kind: 'lowShelf', hz: 120, gainDb: 0, q: Math.SQRT1_2 },
        newBand,
        { kind: 'highShelf', hz: 6000, gainDb: 0, q: Math.SQRT1_2 },
      ],
      phase: 'minimum',
    },
    rows: () => [phaseRow],
    effectOf: ({ bands, phase }) =>
      bands.length === 0 ? 'the equaliser has no band' : filter(phase, bands.map(bandSection)),
  },
  lowPass: edgeForm('Low-pass filter', 'lowPass', 3400),
  highPass: edgeForm('High-pass filter', 'highPass', 80),
  bandPass: bandForm('Band-pass filter', false),
  bandStop: bandForm('Band-stop filter', true),
  notch: {
    title: 'Notch filter',
    group: 'Filter',
    defaults: { hz: 50, q: 30, phase: 'minimum' },
    rows: (_, { sampleRateHz }) => [
      { ...hertz(sampleRateHz), key: 'hz', label: 'Frequency' },
      { ...plain, ...limits('q'), key: 'q', label: 'Q' },
      phaseRow,
    ],
    effectOf: ({ hz, q, phase }) => filter(phase, [{ design: 'cookbook', kind: 'notch', hz, q }]),
  },
  lowShelf: shelfForm('Low shelf', 'lowShelf', 120),
  highShelf: shelfForm('High shelf', 'highShelf', 6000),
};
