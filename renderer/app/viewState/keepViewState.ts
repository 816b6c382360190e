/** Keeps the view in the project, so that it opens exactly as it was left. */
import { WireError } from '../../../preload/contract/errors.ts';
import { getActiveDocument, useProject } from '../../client/project.ts';
import { useSettings } from '../../client/settings.ts';
import { studio } from '../../client/studio.ts';
import type { InputOf } from '../../../preload/contract/define.ts';
import type { StudioContract } from '../../../preload/contract/studio.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { defaultContourSettings, useContourSettings } from '../../state/contourSettings.ts';
import { useEditing } from '../../state/editing.ts';
import { useLabelling } from '../../state/labelling.ts';
import { defaultLayout, useLayout, type Layout } from '../../state/layout.ts';
import { noMeasurements, useMeasurements } from '../../state/measurements.ts';
import { useSelection } from '../../state/selection.ts';
import { defaultSpectrogramSettings, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { readDocumentView, readViewState, type DocumentView, type ViewState } from './viewState.ts';

const pauseMs = 300;

let projectId: string | null = null;
let shownId: string | null = null;
let views: Record<string, unknown> = {};
let timer: number | null = null;
let isRestoring = false;

function currentDocumentView(): DocumentView {
  const viewport = useViewport.getState();
  const { startSample, samplesPerPixel } = viewport.pending ?? viewport;
  const { cursorSample, selection } = useSelection.getState();
  return {
    startSample,
    samplesPerPixel,
    cursorSample,
    selection,
    spectrogram: useSpectrogramSettings.getState().settings,
    contours: useContourSettings.getState().settings,
    measurements: useMeasurements.getState().selection,
  };
}

function currentLayout(): Layout {
  const all = useLayout.getState();
  const keys = Object.keys(defaultLayout) as (keyof Layout)[];
  return Object.fromEntries(keys.map((key) => [key, all[key]])) as unknown as Layout;
}

function current(): ViewState {
  if (shownId !== null) views[shownId] = currentDocumentView();
  const there = new Set(useProject.getState().project?.documents.map((d) => d.documentId));
  views = Object.fromEntries(Object.entries(views).filter(([id]) => there.has(id))); // of removed ones nothing is kept
  return {
    version: 1,
    activeDocumentId: shownId,
    layout: currentLayout(),
    editing: useEditing.getState(),
    labelling: useLabelling.getState(),
    documents: views as ViewState['documents'],
  };
}

type Json = InputOf<StudioContract['projects.setViewState']>['viewState'];

/** A copy that can cross to the host. */
function toJson(state: ViewState): Json {
  return JSON.parse(JSON.stringify(state)) as Json;
}

async function send(): Promise<void> {
  timer = null;
  if (projectId === null || useProject.getState().project === null) return;
  await studio.call['projects.setViewState']({ viewState: toJson(current()) });
}

/** The next save must hold what is on the screen now. */
export async function saveViewStateNow(): Promise<void> {
  if (timer !== null) window.clearTimeout(timer);
  try {
    await send();
  } catch (error) {
    // A file that cannot be written is told about: it must not keep the project from being saved elsewhere or closed.
    if (!(error instanceof WireError && ['E_IO', 'E_DISK_FULL', 'E_PERMISSION'].includes(error.code))) throw error;
  }
}

function saveSoon(): void {
  if (isRestoring || projectId === null) return;
  if (timer !== null) window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    // A host that is away is told by the engine chip; the next change saves again.
    send().catch(() => undefined);
  }, pauseMs);
}

function showDocument(document: DocumentInfo): void {
  if (shownId !== null) views[shownId] = currentDocumentView();
  shownId = document.documentId;
  const view = readDocumentView(views[shownId], document);
  const viewport = useViewport.getState();
  viewport.setLength(document.lengthSamples);
  useSelection.setState({
    cursorSample: view?.cursorSample ?? 0,
    anchorSample: view?.selection?.startSample ?? view?.cursorSample ?? 0,
    selection: view?.selection ?? null,
    others: [],
    isAdding: false,
    cursorHz: null,
  });
  const colourMap = useSettings.getState().settings.colourMap;
  useSpectrogramSettings.setState({
    settings: view?.spectrogram ?? { ...defaultSpectrogramSettings(document.sampleRateHz), colourMap },
  });
  useContourSettings.setState({ settings: view?.contours ?? defaultContourSettings });
  useMeasurements.setState({ selection: view?.measurements ?? noMeasurements, shown: null });
  if (view === null) viewport.fit();
  else viewport.restore(view.startSample, view.samplesPerPixel);
}

function showNothing(): void {
  shownId = null;
  useSelection.setState({
    cursorSample: 0,
    anchorSample: 0,
    selection: null,
    others: [],
    isAdding: false,
    cursorHz: null,
  });
}

function openProject(id: string | null, stored: unknown): void {
  projectId = id;
  if (shownId !== null) showNothing();
  views = {};
  const view = readViewState(stored);
  if (view === null) return;
  views = { ...view.documents };
  useLayout.getState().change(view.layout);
  useEditing.setState(view.editing);
  useLabelling.setState(view.labelling);
  if (view.activeDocumentId !== null) useProject.getState().activate(view.activeDocumentId);
}

function follow(): void {
  const { project } = useProject.getState();
  isRestoring = true;
  try {
    if ((project?.projectId ?? null) !== projectId) openProject(project?.projectId ?? null, project?.viewState);
    const document = getActiveDocument() ?? project?.documents[0] ?? null;
    if (document !== null && document.documentId !== shownId) showDocument(document);
    if (document === null && shownId !== null) showNothing();
  } finally {
    isRestoring = false;
  }
}

export function keepViewState(): void {
  follow();
  useProject.subscribe(follow);
  for (const store of [
    useViewport,
    useSelection,
    useSpectrogramSettings,
    useContourSettings,
    useMeasurements,
    useLayout,
    useEditing,
    useLabelling,
  ])
    store.subscribe(saveSoon);
  useProject.subscribe((now, before) => {
    if (now.activeDocumentId !== before.activeDocumentId) saveSoon();
  });
  window.addEventListener('pagehide', () => {
    send().catch(() => undefined); // the host outlives the page
  });
}
