import { EngineError } from '../engine/core/errors.ts';
import { requireItemFits } from './extents.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { ProjectStore, TierItemRow } from './projectStore.ts';
import { newId, parseRow, requireChanged, tierItemRow } from './rows.ts';

function tierItems(connection: ProjectConnection, tierId: string): TierItemRow[] {
  if (connection.prepare('SELECT 1 FROM tier WHERE id = ?').get(tierId) === undefined)
    throw new EngineError('E_NOT_FOUND', `tier ${tierId} is not in the project`);
  const rows = connection
    .prepare(
      'SELECT id, start_sample, end_sample, label FROM tier_item WHERE tier_id = ? ORDER BY start_sample, end_sample, id',
    )
    .all(tierId);
  return rows.map((row) => {
    const r = parseRow(connection, 'tier_item', tierItemRow, row);
    return { itemId: r.id, startSample: r.start_sample, endSample: r.end_sample, label: r.label };
  });
}

type TierPart = Pick<
  ProjectStore,
  'insertTier' | 'renameTier' | 'removeTier' | 'tierItems' | 'insertTierItems' | 'updateTierItem' | 'removeTierItem'
>;

export function createTierPart(current: () => ProjectConnection): TierPart {
  return {
    insertTier: ({ documentId, name, kind, origin, parameters }) => {
      const connection = current();
      const tierId = newId();
      const json = parameters === null ? null : JSON.stringify(parameters);
      connection.write(() =>
        connection
          .prepare(
            `INSERT INTO tier (id, document_id, position, name, kind, origin, parameters)
             VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM tier), ?, ?, ?, ?)`,
          )
          .run(tierId, documentId, name, kind, origin, json),
      );
      return tierId;
    },
    renameTier: (tierId, name) => {
      const connection = current();
      connection.write(() => {
        requireChanged(
          connection.prepare('UPDATE tier SET name = ? WHERE id = ?').run(name, tierId).changes,
          'tier',
          tierId,
        );
      });
    },
    removeTier: (tierId) => {
      const connection = current();
      connection.write(() => {
        requireChanged(connection.prepare('DELETE FROM tier WHERE id = ?').run(tierId).changes, 'tier', tierId);
      });
    },
    tierItems: (tierId) => {
      const connection = current();
      return connection.read(() => tierItems(connection, tierId));
    },
    insertTierItems: (tierId, items) => {
      const connection = current();
      return connection.write(() => {
        const insert = connection.prepare(
          'INSERT INTO tier_item (id, tier_id, start_sample, end_sample, label) VALUES (?, ?, ?, ?, ?)',
        );
        return items.map((item) => {
          requireItemFits(item);
          const { startSample, endSample, label } = item;
          const itemId = newId();
          insert.run(itemId, tierId, startSample, endSample, label);
          return itemId;
        });
      });
    },
    updateTierItem: (tierId, item) => {
      const connection = current();
      const { itemId, startSample, endSample, label } = item;
      connection.write(() => {
        requireItemFits(item);
        const { changes } = connection
          .prepare('UPDATE tier_item SET start_sample = ?, end_sample = ?, label = ? WHERE id = ? AND tier_id = ?')
          .run(startSample, endSample, label, itemId, tierId);
        requireChanged(changes, 'tier item', itemId);
      });
    },
    removeTierItem: (tierId, itemId) => {
      const connection = current();
      connection.write(() => {
        const { changes } = connection
          .prepare('DELETE FROM tier_item WHERE id = ? AND tier_id = ?')
          .run(itemId, tierId);
        requireChanged(changes, 'tier item', itemId);
      });
    },
  };
}
