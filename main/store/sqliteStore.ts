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
    place: () => connection.place(),
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
      compactAfterPurge(connection);
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
        ifPossible(() => {
          old.close(); // if it cannot fold its log, it keeps it: the project has moved all the same
        });
      };
      await copyProject(connection, path, { ...options, adopt });
    },
    close: () => {
      try {
        if (!connection.isClosed) {
          assets.settleAbandoned();
          ifPossible(keepGenerations); // a spare copy for bad days: without it the project closes all the same
        }
      } finally {
        connection.close();
      }
    },
  };
}

/** It cannot be taken back: whoever is told of an error has to be told that too. */
function compactAfterPurge(connection: ProjectConnection): void {
  try {
    connection.compact();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const message = `What was kept for undo is gone, but the file could not be made smaller: ${error.message}`;
    throw new EngineError(error.code, message, { cause: error, details: error.details });
  }
}

/** For what is good to have done, and no reason to fail where the disk does not let it be done. */
function ifPossible(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}
