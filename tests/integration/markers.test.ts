import { expect, it, vi } from 'vitest';
import { tiersContract, type TierItem } from '../../preload/contract/tiers.ts';
import { createFakeStudio } from '../harness/fakeStudio.ts';

const fake = createFakeStudio();
vi.mock('../../renderer/client/studio.ts', () => fake.module);
const { changeItem } = await import('../../renderer/client/markers.ts');

it('an item that holds attributes of another format can be changed: only what the contract knows is sent', async () => {
  const item: TierItem = { itemId: 'i', startSample: 1, endSample: 1, label: '1', attributes: { colour: 'red' } };
  const sent: unknown[] = [];
  fake.answers['tiers.updateItem'] = (input) => sent.push(input);
  await changeItem('t', item, { label: 'Breath' });
  expect(tiersContract['tiers.updateItem'].input.parse(sent[0])).toMatchObject({ itemId: 'i', label: 'Breath' });
});
