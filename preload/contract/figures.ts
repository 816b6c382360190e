/** What is visible of the timeline as a figure for print: lanes as panels on one time axis. */
import { z } from 'zod';
import { spectrogramParamsSchema } from './analysis.ts';
import { channelSchema, sourceIdSchema } from './audio.ts';
import { formantParamsSchema, intensityParamsSchema, pitchParamsSchema } from './contours.ts';
import { procedure } from './define.ts';
import {
  figureColourMapNames,
  figureFormatNames,
  figureLimits,
  figureScaleNames,
  figureThemeNames,
} from './figureFormat.ts';
import { idSchema, sampleSchema } from './project.ts';

const hz = z.number().min(0).max(1e6);
const db = z.number().min(-1000).max(1000);
const lane = { sourceId: sourceIdSchema, channel: channelSchema, title: z.string().max(200) };
const side = z.number().min(figureLimits.leastMm).max(figureLimits.mostMm);

const waveformPanelSchema = z.strictObject({
  kind: z.literal('waveform'),
  ...lane,
  scale: z.enum(['linear', 'db']),
  zoom: z.number().min(1).max(1000), // the axis ends at full scale/zoom
  pulses: pitchParamsSchema.nullable(), // of which pitch they are; null: none are shown
});

const spectrogramPanelSchema = z.strictObject({
  kind: z.literal('spectrogram'),
  ...lane,
  params: spectrogramParamsSchema,
  scale: z.enum(figureScaleNames),
  fMinHz: hz,
  fMaxHz: hz,
  floorDb: db,
  rangeDb: z.number().min(1).max(400),
  gamma: z.number().min(0.1).max(10),
  colourMap: z.enum(figureColourMapNames),
  pitch: z
    .strictObject({
      params: pitchParamsSchema,
      axis: z
        .strictObject({ scale: z.enum(['linear', 'log']), minHz: z.number().min(1).max(1e5), maxHz: hz })
        .nullable(), // null: the spectrogram's
    })
    .nullable(),
  formants: z.strictObject({ params: formantParamsSchema, dynamicRangeDb: z.number().min(0).max(200) }).nullable(),
  intensity: z.strictObject({ params: intensityParamsSchema, minDb: db, maxDb: db }).nullable(),
});

const tierPanelSchema = z.strictObject({ kind: z.literal('tier'), tierId: idSchema });

export const figurePanelSchema = z.discriminatedUnion('kind', [
  waveformPanelSchema,
  spectrogramPanelSchema,
  tierPanelSchema,
]);
export type FigurePanel = z.infer<typeof figurePanelSchema>;
export type WaveformPanel = z.infer<typeof waveformPanelSchema>;
export type SpectrogramPanel = z.infer<typeof spectrogramPanelSchema>;

export const figureRequestSchema = z.strictObject({
  format: z.enum(figureFormatNames),
  theme: z.enum(figureThemeNames),
  widthMm: side,
  heightMm: side,
  dpi: z.number().min(figureLimits.leastDpi).max(figureLimits.mostDpi), // of a PNG, and of pictures in the others
  textPt: z.number().min(figureLimits.leastTextPt).max(figureLimits.mostTextPt),
  hasTitle: z.boolean(), // name and parameters above
  documentId: idSchema,
  startSample: sampleSchema,
  endSample: sampleSchema,
  panels: z.array(figurePanelSchema).min(1).max(64), // from top to bottom
});
export type FigureRequest = z.infer<typeof figureRequestSchema>;

export const figuresContract = {
  /**
   * A job; its result is { format, bytes }. A name that ends in another format's extension makes that format. The file is
   * whole or not there.
   */
  'figures.export': procedure<{ jobId: string }>()({ fileId: idSchema, figure: figureRequestSchema }),
} as const;
