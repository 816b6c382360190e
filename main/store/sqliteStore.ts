import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { EngineError } from '../engine/core/errors.ts';
import { createAssetPart } from './assetTable.ts';
import { checkEverything, checkOnOpen } from './checkDatabase.ts';
import { copyProject } from './copyProject.ts';
import { createDocumentPart } from './documentTable.ts';
import { migrate } from './migrate.ts';
import { readViewState, requireMeta, writeViewState } from './metaTable.ts';
import { connectForWriting, type ProjectConnection } from './projectConnection.ts';
import type { ProjectStore } from './projectStore.ts';
import { purge, undoBytes } from './purgeTable.ts';
import { DocumentCache } from './documentCache.ts';
import { createEditPart } from './editPart.ts';

function sizes(connection: ProjectConnection): ReturnType<ProjectStore['sizes']> {
  const { blocks, audioBytes, unusedBytes } = connection
    .prepare(
      `SELECT count(*) AS blocks, coalesce(sum(length(data)), 0) AS audioBytes, coalesce(sum(CASE WHEN EXISTS
         (SELECT 1 FROM asset_block WHERE block_id = block.id) THEN 0 ELSE length(data) END), 0) AS unusedBytes FROM block`,
    )
    .get() as { blocks: number; audioBytes: number; unusedBytes: number };
  return { fileBytes: statSync(connection.path).size, audioBytes, blocks, unusedBytes };
}

interface Opened {
  readonly wasUnclean: boolean;
  readonly notes: readonly string[];
}

/** A project over one connection, which moveTo exchanges under it: holders of the store need not know. */
export function createSqliteStore(opened: ProjectConnection, { wasUnclean, notes }: Opened): ProjectStore {
  let connection = opened;
  const current = () => connection;
  const meta = (key: string) => connection.read(() => requireMeta(connection, key));
  const cache = new DocumentCache();
  opened.onRollback = () => {
    cache.clear();
  };
  const assets = createAssetPart(current, cache);
  const { keepGenerations, ...edits } = createEditPart(current, cache);
  const identity = { projectId: meta('projectId'), createdAt: meta('createdAt'), appVersion: meta('appVersion') };

  return {
    ...identity,
    get filePath() {
      return connection.path;
    },
    wasUnclean,
    recoveryNotes: notes,
    isReadOnly: opened.isReadOnly,
    ...assets,
    ...createDocumentPart(current, cache),
    ...edits,
    transaction: (work) => connection.write(work),
    beginBulk: () => connection.beginBulk(),
    viewState: () => readViewState(connection),
    setViewState: (viewState) => {
      writeViewState(connection, viewState);
    },
    check: () => connection.read(() => checkEverything(connection)),
    sizes: () => connection.read(() => sizes(connection)),
    undoBytes: () => connection.read(() => undoBytes(connection)),
    purgeHistory: () => {
      connection.write(() => {
        purge(connection);
        cache.clear();
      });
      connection.compact();
    },
    flush: () => {
      connection.flush();
    },
    saveCopy: (path, options) => copyProject(connection, path, options),
    moveTo: async (path, options = {}) => {
      if (resolve(path) === resolve(connection.path)) {
        connection.flush();
        return;
      }
      const adopt = () => {
        const old = connection;
        connection = connectForWriting(path, (candidate) => {
          const endView = checkOnOpen(candidate, false);
          endView();
          candidate.upgrade(migrate);
        });
        connection.onRollback = old.onRollback;
        old.close();
      };
      await copyProject(connection, path, { ...options, adopt });
    },
    close: () => {
      try {
        if (!connection.isClosed) {
          assets.settleAbandoned();
          keepGenerationsIfPossible(keepGenerations);
        }
      } finally {
        connection.close();
      }
    },
  };
}

/** A spare copy for bad days: that there is no room for one more must not keep a project from being closed. */
function keepGenerationsIfPossible(keep: () => void): void {
  try {
    keep();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}
