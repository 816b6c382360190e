import { expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { subcommands } from '../../main/cli/subcommands.ts';
import { phonoscope } from '../harness/phonoscope.ts';

const inside = ['list', 'info', 'verify'].map((name) => ['models', name]);
const inTiers = [['tiers', 'convert']];
const inProjects = ['new', 'info', 'import', 'export', 'check'].map((name) => ['project', name]);
const all = [...Object.keys(subcommands).map((name) => [name]), ...inside, ...inTiers, ...inProjects];

it.concurrent.each(all)('%s %s has help with two examples', async (...words) => {
  const args = words.filter((word) => typeof word === 'string');
  const { code, stdout, stderr } = await phonoscope([...args, '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const examples = stdout.split('Examples:\n')[1] ?? '';
  expect(examples.match(/^ {2}phonoscope /gm)).toHaveLength(2);
  expect(examples).toContain(`phonoscope ${args.join(' ')}`);
});

it('says its version and its commands', async () => {
  const [version, help] = await Promise.all([phonoscope(['--version']), phonoscope(['--help'])]);
  expect(version).toMatchObject({ code: 0, stdout: `${packageJson.version}\n` });
  expect(help.code).toBe(0);
  for (const name of Object.keys(subcommands)) expect(help.stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
});
