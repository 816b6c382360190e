import type { Handlers } from '../../../preload/contract/define.ts';
import { exportExtensions, exportFormatNames } from '../../../preload/contract/exportFormat.ts';
import type { ExportRequest, exportsContract } from '../../../preload/contract/exports.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import { exportSound, placeOfFile, requireFree, type ExportDeps, type ExportPlace } from './exportSound.ts';
import { templateProblem } from './nameTemplate.ts';
import { planExport } from './planExport.ts';
import { prepareExport, type SoundAccess } from './prepareExport.ts';
import { availability, requireEncoder } from './soundEncoder.ts';

export interface ExportServiceDeps extends Omit<ExportDeps, 'store'>, Pick<SoundAccess, 'audio'> {
  readonly jobs: JobRegistry;
  readonly files: FileRegistry;
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ExportDeps['store'];
}

export function createExportService(deps: ExportServiceDeps): Handlers<typeof exportsContract, AbortSignal> {
  const { jobs, files, encoders } = deps;
  const isSingle = ({ content }: ExportRequest) => content.kind === 'mix';
  const placeOf = (request: ExportRequest, placeId: string): ExportPlace =>
    isSingle(request)
      ? confirmedPlace(files.resolve(placeId, 'save'), request)
      : { folder: files.resolve(placeId, 'folder'), fileName: null };
  return {
    'exports.formats': () => Promise.all(exportFormatNames.map((format) => availability(encoders, format))),
    'exports.plan': ({ request, folderId }) => {
      const folder = folderId === null || isSingle(request) ? null : files.resolve(folderId, 'folder');
      return planExport({ ...deps, store: deps.store() }, request, folder);
    },
    'exports.start': async ({ request, placeId }) => {
      const place = placeOf(request, placeId);
      const badName = isSingle(request) ? null : templateProblem(request.nameTemplate);
      if (badName !== null) throw new EngineError('E_PARAM', badName);
      const now = { ...deps, store: deps.store() };
      const prepared = prepareExport(now, request); // refused now, not when the job's turn comes
      await requireFree(prepared, place);
      await requireEncoder(encoders, request.format.kind);
      const { document, planned } = prepared;
      const { content, format, sampleRateHz, channels, level } = request;
      const n = planned.parts.length;
      const title = n === 1 ? `Export ${document.name}` : `Export ${n} files of ${document.name}`;
      const parameters = { content: content.kind, format, sampleRateHz, channels, level };
      const jobId = jobs.start({ kind: 'export', title, parameters }, async (signal, onProgress) => {
        return { ...(await exportSound(now, prepared, place, { signal, onProgress })) };
      });
      return { jobId };
    },
  };
}

/** A save dialog asks before it takes a name that is there; a name without the format's extension gets it, unasked. */
function confirmedPlace(path: string, { format }: ExportRequest): ExportPlace {
  const extension = `.${exportExtensions[format.kind]}`;
  const isNamed = path.toLowerCase().endsWith(extension);
  return { ...placeOfFile(isNamed ? path : `${path}${extension}`), isConfirmed: isNamed };
}
