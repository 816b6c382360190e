import { z } from 'zod';
import { procedure } from './define.ts';

/** What belongs to the person, not to a project. Unknown keys in the stored file are dropped, bad values reset. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['dark', 'light', 'system']).default('dark'),
  keyPreset: z.enum(['phonoscope', 'praat', 'audacity']).default('phonoscope'),
  /** Command name -> keys in tinykeys notation; an empty list unbinds. */
  keyBindings: z.record(z.string().max(100), z.array(z.string().max(60)).max(8)).default({}),
  timeFormat: z.enum(['hms', 'seconds', 'samples', 'frames']).default('hms'),
  colourMap: z.enum(['magma', 'viridis', 'cividis', 'inferno', 'grey', 'inverse-grey']).default('magma'),
  /** '': the system's default. */
  inputDeviceId: z.string().max(200).default(''),
  outputDeviceId: z.string().max(200).default(''),
  /** Sound of the document that is played before a recording begins; 0: it begins at once. */
  recordPreRollSec: z.number().min(0).max(60).default(0),
  /** Taken off the beginning of what is recorded after a pre-roll, beside the latency that the device claims. */
  recordOffsetMs: z.number().min(-1000).max(1000).default(0),
  recordChannels: z.enum(['mono', 'stereo']).default('stereo'),
  snapToZeroCrossing: z.boolean().default(false),
  reopenLastProject: z.boolean().default(true),
  /** Where spectra of long recordings are computed; auto measures once per machine. */
  spectralDevice: z.enum(['auto', 'cpu', 'gpu']).default('auto'),
});
export type Settings = z.infer<typeof settingsSchema>;

const { shape } = settingsSchema;

export const settingsContract = {
  'settings.get': procedure<Settings>()({}),
  'settings.set': procedure<Settings>()({
    theme: shape.theme.unwrap().optional(),
    keyPreset: shape.keyPreset.unwrap().optional(),
    keyBindings: shape.keyBindings.unwrap().optional(),
    timeFormat: shape.timeFormat.unwrap().optional(),
    colourMap: shape.colourMap.unwrap().optional(),
    inputDeviceId: shape.inputDeviceId.unwrap().optional(),
    outputDeviceId: shape.outputDeviceId.unwrap().optional(),
    recordPreRollSec: shape.recordPreRollSec.unwrap().optional(),
    recordOffsetMs: shape.recordOffsetMs.unwrap().optional(),
    recordChannels: shape.recordChannels.unwrap().optional(),
    snapToZeroCrossing: shape.snapToZeroCrossing.unwrap().optional(),
    reopenLastProject: shape.reopenLastProject.unwrap().optional(),
    spectralDevice: shape.spectralDevice.unwrap().optional(),
  }),
} as const;
