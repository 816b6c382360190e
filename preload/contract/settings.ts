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
    snapToZeroCrossing: shape.snapToZeroCrossing.unwrap().optional(),
    reopenLastProject: shape.reopenLastProject.unwrap().optional(),
    spectralDevice: shape.spectralDevice.unwrap().optional(),
  }),
} as const;
