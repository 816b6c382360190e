import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../../preload/contract/settings.ts';
import type { StudioEvent } from '../../../../preload/contract/studio.ts';
import { loadSettings, repairSettings } from '../../../../main/services/settings/settingsFile.ts';
import { createSettingsService } from '../../../../main/services/settings/settingsService.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';

const defaults = settingsSchema.parse({});
const context = { signal: new AbortController().signal };

function service(userDataDir = temporaryFolder()) {
  const events: StudioEvent[] = [];
  const settings = createSettingsService({ userDataDir, emit: (event) => events.push(event) });
  return { ...settings, events, userDataDir, file: join(userDataDir, 'settings.json') };
}

describe('settings', () => {
  it('are the defaults until something is set, then survive a restart', async () => {
    const first = service();
    expect(await first.handlers['settings.get']({}, context)).toEqual(defaults);
    expect(existsSync(first.file)).toBe(false);
    const changed = await first.handlers['settings.set'](
      { theme: 'light', keyBindings: { 'view.zoomIn': ['$mod+1'] } },
      context,
    );
    expect(changed).toEqual({ ...defaults, theme: 'light', keyBindings: { 'view.zoomIn': ['$mod+1'] } });
    expect(first.events).toEqual([{ kind: 'settings.changed', settings: changed }]);
    await first.handlers['settings.set']({ snapToZeroCrossing: true }, context);
    expect(service(first.userDataDir).current()).toEqual({ ...changed, snapToZeroCrossing: true });
    expect(readdirSync(first.userDataDir)).toEqual(['settings.json']);
  });

  it('reset a bad value alone, say so, and keep the bad file', () => {
    const folder = temporaryFolder();
    const stored = { theme: 'light', colourMap: 'jet', snapToZeroCrossing: 'yes', fromTheFuture: 1 };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(stored));
    const { notes, current } = service(folder);
    expect(current()).toEqual({ ...defaults, theme: 'light' });
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(/colourMap="jet" was reset to "magma"/);
    expect(JSON.parse(readFileSync(join(folder, 'settings.json.bad'), 'utf8'))).toEqual(stored);
  });

  it.each(['', '{"theme": "light"', '[]', 'null', '"x"', '\u0000'])('survive a file that holds %j', (content) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'settings.json'), content);
    const { notes, current } = service(folder);
    expect(current()).toEqual(defaults);
    expect(notes).toHaveLength(1);
    expect(readFileSync(join(folder, 'settings.json.bad'), 'utf8')).toBe(content);
  });

  it('survive a folder in place of the file, and say why nothing can be saved', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'settings.json'));
    const { handlers, current, events } = service(folder);
    expect(() => handlers['settings.set']({ theme: 'light' }, context)).toThrow(/settings\.json/);
    expect(current()).toEqual(defaults);
    expect(events).toEqual([]);
    chmodSync(join(folder, 'settings.json'), 0o755);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('are valid whatever JSON was stored', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ theme: fc.jsonValue(), keyBindings: fc.jsonValue() })),
        (stored) => {
          const { settings } = repairSettings(stored);
          expect(settingsSchema.parse(settings)).toEqual(settings);
        },
      ),
    );
  });

  it('have no notes when the file is as we write it', () => {
    const { handlers, file } = service();
    void handlers['settings.set']({ timeFormat: 'samples' }, context);
    expect(loadSettings(file).notes).toEqual([]);
    expect(existsSync(`${file}.bad`)).toBe(false);
  });
});
