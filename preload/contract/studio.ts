/** Everything the renderer can ask of the studio host, and what the host tells it unasked. */
import { analysisContract } from './analysis.ts';
import { annotationsContract } from './annotations.ts';
import { audioContract } from './audio.ts';
import { editsContract, type EditInfo } from './edits.ts';
import { contoursContract } from './contours.ts';
import { exportsContract } from './exports.ts';
import { figuresContract } from './figures.ts';
import { effectsContract } from './effects.ts';
import { jobsContract, type JobInfo } from './jobs.ts';
import { masksContract } from './masks.ts';
import { macrosContract } from './macros.ts';
import { measuresContract } from './measures.ts';
import { modelsContract } from './models.ts';
import type { DocumentPatch } from './documentPatch.ts';
import { historyContract } from './history.ts';
import { projectContract, type ProjectInfo, type ProjectTrouble } from './project.ts';
import { recordingContract } from './recording.ts';
import { rescueContract } from './rescue.ts';
import { settingsContract, type Settings } from './settings.ts';
import { sharingContract } from './sharing.ts';
import { speechContract } from './speech.ts';
import { tiersContract } from './tiers.ts';

export const studioContract = {
  ...projectContract,
  ...rescueContract,
  ...audioContract,
  ...analysisContract,
  ...contoursContract,
  ...measuresContract,
  ...figuresContract,
  ...exportsContract,
  ...tiersContract,
  ...annotationsContract,
  ...editsContract,
  ...historyContract,
  ...sharingContract,
  ...effectsContract,
  ...masksContract,
  ...macrosContract,
  ...speechContract,
  ...modelsContract,
  ...jobsContract,
  ...settingsContract,
  ...recordingContract,
} as const;

export type StudioContract = typeof studioContract;

/** One block of sound for playback, ≤ 256 KiB. Its samples are those of the track from startSample on. */
export interface PlaybackBlock {
  readonly streamId: number;
  readonly seq: number;
  readonly startSample: number;
  readonly channels: readonly Float32Array[];
  readonly last: boolean;
  /** The whole of a loop so short that it is sent once and played again and again by whoever has it. */
  readonly repeats: boolean;
}

export type EngineState = 'starting' | 'ready' | 'lost';

export type StudioEvent =
  | { readonly kind: 'project.changed'; readonly project: ProjectInfo | null }
  /** The project's file, its drive or its disk: null when all is well again. */
  | { readonly kind: 'project.trouble'; readonly trouble: ProjectTrouble | null }
  /** More of a recording has arrived: cached tiles marked incomplete can be asked for again. */
  | {
      readonly kind: 'source.grew';
      readonly sourceId: string;
      readonly lengthSamples: number;
      readonly complete: boolean;
    }
  | { readonly kind: 'tier.changed'; readonly tierId: string }
  /** Masks of this document came, went, moved or are others now. */
  | { readonly kind: 'masks.changed'; readonly documentId: string }
  /** One document of the project is another now; the rest of the project is as it was. */
  | { readonly kind: 'document.changed'; readonly document: DocumentPatch }
  /** A document was edited, or went back or forth in its history. */
  | {
      readonly kind: 'edits.changed';
      readonly documentId: string;
      readonly undo: EditInfo | null; // as edits.next answers
      readonly redo: EditInfo | null;
    }
  /** Those that changed since the last such event, at most ten times a second. */
  | { readonly kind: 'jobs.changed'; readonly jobs: readonly JobInfo[] }
  | { readonly kind: 'settings.changed'; readonly settings: Settings }
  | {
      readonly kind: 'engine.changed';
      readonly engine: 'inference';
      readonly state: EngineState;
      readonly detail: string;
    }
  /** What the person must know though nothing failed: a choice that could not be honoured. */
  | { readonly kind: 'warning'; readonly title: string; readonly message: string }
  | { readonly kind: 'playback'; readonly block: PlaybackBlock };
