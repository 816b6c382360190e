/**
 * Another process that does one thing to a project and says how it went, as one line of JSON.
 * usage: projectChild.ts open|read|create|hold|copy PATH [TARGET]; hold keeps it open until stdin ends.
 */
import { once } from 'node:events';
import { EngineError } from '../../main/engine/core/errors.ts';
import { createProjectStore } from '../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';

const [action = '', path = '', target = ''] = process.argv.slice(2);

async function act(): Promise<object> {
  if (action === 'create') {
    createProjectStore(path, { appVersion: '0.1.0' }).close();
    return {};
  }
  const store = openProjectStore(path, { readOnly: action === 'read' });
  const seen = { documents: store.documents().map(({ name }) => name), problems: store.check() };
  if (action === 'copy') await store.saveCopy(target);
  if (action === 'hold') {
    store.setViewState({ heldBy: process.pid });
    process.stdout.write('{"code":"held"}\n');
    await once(process.stdin.resume(), 'end');
  }
  store.close();
  return seen;
}

try {
  process.stdout.write(`${JSON.stringify({ code: 'ok', ...(await act()) })}\n`);
} catch (error) {
  if (!(error instanceof EngineError)) throw error;
  const { code, message, details } = error;
  process.stdout.write(`${JSON.stringify({ code, message, details })}\n`);
}
