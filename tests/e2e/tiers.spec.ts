/** Tiers edited in the window: with the mouse, and again with the keyboard alone. */
import { expect, test, type Page } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  fileIn,
  focusLane,
  openFromOutside,
  pointIn,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav, toneSamples } from '../harness/testSounds.ts';

const sampleRateHz = 16_000;
const durationSec = 4;

let launched: LaunchedApp;
let window: Page;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const tone = toneSamples({ frequencyHz: 1000, levelDb: -6 }, { sampleRateHz, durationSec });
  const path = await fileIn(launched, 'tone.wav', monoWav(tone, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const said = () => window.getByTestId('said');
const label = () => window.getByTestId('tier-label');
const dragText = () => window.getByTestId('drag-text');
const tier = (n: number) => window.getByTestId(`lane-tier-${String(n)}`);
const surface = (n: number) => tier(n).locator('[data-lane-key]');
const titles = () =>
  window.locator('section[data-testid^="lane-tier-"]').evaluateAll((all) => all.map((s) => s.ariaLabel));

/** What the lane's list says, without the minutes: "a, 1.000 to 2.000". */
const items = async (n: number) =>
  (await tier(n).getByRole('listitem').allTextContents()).map((text) => text.replaceAll('0:0', ''));

/** Where in the lane a time is, the whole recording in view. */
const at = (n: number, sec: number) => pointIn(surface(n), sec / durationSec, 0.5);

async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await window.mouse.move(from.x, from.y);
  await window.mouse.down();
  await window.mouse.move((from.x + to.x) / 2, from.y, { steps: 3 });
  await window.mouse.move(to.x, from.y, { steps: 3 });
}

async function select(from: string, to: string, n: number): Promise<void> {
  await focusLane(window, `lane-tier-${String(n)}`);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', from);
  await typeInto(window, 'selection-end', to);
  await focusLane(window, `lane-tier-${String(n)}`);
}

/** Right click there, then the entry that begins so. */
async function chooseAt(n: number, sec: number, title: RegExp): Promise<void> {
  const place = await at(n, sec);
  await window.mouse.click(place.x, place.y, { button: 'right' });
  await window.getByTestId('lane-menu').getByRole('menuitem', { name: title }).click();
}

const selection = async () => [
  await window.getByTestId('selection-start').inputValue(),
  await window.getByTestId('selection-end').inputValue(),
];

test.describe('with the mouse', () => {
  test('an interval tier is added, the selection marked, split and labelled by double click', async () => {
    await runFromPalette(window, 'Add an interval tier');
    await expect(tier(0)).toBeVisible();
    await select('1', '3', 0);
    await chooseAt(0, 2, /^Mark the selection/);
    await expect.poll(() => items(0)).toEqual(['Unnamed, 1.000 to 3.000']);
    await window.keyboard.press('Escape');
    await chooseAt(0, 2, /^Split the interval/);
    await expect.poll(async () => (await items(0)).length).toBe(2);

    const first = await at(0, 1.5);
    await window.mouse.dblclick(first.x, first.y);
    await expect(label()).toBeFocused();
    await label().pressSequentially('mkf'); // keys of commands, were it not a text field
    await label().press('Enter');
    await expect(label()).toBeFocused();
    await label().pressSequentially('two');
    await label().press('Enter');
    await expect(label()).toBeHidden();
    await expect.poll(async () => (await items(0)).map((text) => text.split(',')[0])).toEqual(['mkf', 'two']);
    await expect(tier(1)).toBeHidden(); // m made no marker
  });

  test('a label that is left with Escape is as it was; a press elsewhere takes it', async () => {
    const first = await at(0, 1.5);
    await window.mouse.dblclick(first.x, first.y);
    await label().fill('no');
    await label().press('Escape');
    await expect(label()).toBeHidden();
    await expect(surface(0)).toBeFocused();
    await window.mouse.dblclick(first.x, first.y);
    await label().fill('one');
    const away = await at(0, 3.5);
    await window.mouse.click(away.x, away.y);
    await expect(label()).toBeHidden();
    await expect.poll(async () => (await items(0)).map((text) => text.split(',')[0])).toEqual(['one', 'two']);
  });

  test('a click selects an interval, with Shift as far as it', async () => {
    const first = await at(0, 1.5);
    await window.mouse.click(first.x, first.y);
    expect((await selection())[0]).toBe('0:01.000');
    const second = await at(0, 2.5);
    await window.keyboard.down('Shift');
    await window.mouse.click(second.x, second.y);
    await window.keyboard.up('Shift');
    expect(await selection()).toEqual(['0:01.000', '0:03.000']);
  });

  test('a boundary is dragged with its value shown, both intervals follow, Escape takes it back', async () => {
    const before = await items(0);
    await drag(await at(0, 3), await at(0, 3.5));
    await expect(dragText()).toContainText('0:03.');
    await window.keyboard.press('Escape');
    await window.mouse.up();
    await expect(dragText()).toBeHidden();
    expect(await items(0)).toEqual(before);

    await drag(await at(0, 2), await at(0, 2.5));
    await expect(dragText()).toContainText('0:02.');
    await window.mouse.up();
    await expect.poll(async () => (await items(0))[0]).toMatch(/^one, 1\.000 to 2\.(49|50)/);
    const [one = '', two = ''] = await items(0);
    expect(two.split(', ')[1]?.split(' to ')[0]).toBe(one.split(' to ')[1]);
    await expect(said()).toContainText('Move boundary to 2.');

    await drag(await at(0, 1), await at(0, 4)); // no further than its interval has a sample left
    await window.mouse.up();
    await expect
      .poll(async () => (await items(0))[0])
      .toBe(`one, ${one.split(' to ')[1] ?? ''} to ${one.split(' to ')[1] ?? ''}`);
    await window.keyboard.press('Control+z');
    await expect.poll(async () => (await items(0))[0]).toBe(one);
  });

  test('a boundary goes to a zero crossing where that is wanted', async () => {
    await runFromPalette(window, 'Snap selections to zero crossings');
    const from = (await items(0))[1]?.split(', ')[1]?.split(' to ')[0] ?? '';
    await drag(await at(0, Number(from)), await at(0, 2.203));
    await window.mouse.up();
    await expect(said()).toContainText('Move boundary to 2.20');
    await window.keyboard.press('Control+ArrowLeft');
    await expect.poll(async () => (await selection())[0]).toBe('0:01.000');
    await window.keyboard.press('Control+ArrowRight');
    const start = window.getByText('From sample').locator('xpath=following-sibling::*[1]');
    const isAtCrossing = async () => [7, 0, 1].includes(Number((await start.innerText()).replace(/\D/g, '')) % 8);
    await expect.poll(isAtCrossing).toBe(true); // of 1 kHz at 16 kHz, give or take the sample that rounding moves it
    await runFromPalette(window, 'Snap selections to zero crossings');
    await window.keyboard.press('Control+z');
    await expect.poll(async () => (await items(0))[1]).toContain(`, ${from} to `);
  });

  test('a boundary snaps to those of other tiers, not with Alt, and with Shift moves in all of them', async () => {
    await chooseAt(0, 0.5, /^Duplicate the tier/);
    await expect.poll(titles).toEqual(['Tier Intervals', 'Tier Intervals copy']);
    await drag(await at(1, 3), await at(1, 3.4));
    await window.mouse.up();
    await expect.poll(async () => (await items(1))[1]).toMatch(/ to 3\.(39|40)/);
    const end = async (n: number) => (await items(n))[1]?.split(' to ')[1] ?? '';
    const near = (sec: number, px: number) => at(1, sec).then(({ x, y }) => ({ x: x + px, y }));
    const copyEnd = Number(await end(1));

    await drag(await at(1, copyEnd), await near(3, 5));
    await expect(dragText()).toContainText('0:03.000 (snapped)');
    await window.keyboard.down('Alt');
    await window.mouse.move((await near(3, 4)).x, (await near(3, 4)).y);
    await expect(dragText()).not.toContainText('snapped');
    await window.keyboard.up('Alt');
    await window.mouse.move((await near(3, 5)).x, (await near(3, 5)).y);
    await window.mouse.up();
    await expect.poll(() => end(1)).toBe('3.000');

    await window.keyboard.down('Shift');
    await drag(await at(1, 3), await at(1, 3.7));
    await expect(dragText()).toContainText('in 2 tiers');
    await window.mouse.up();
    await window.keyboard.up('Shift');
    await expect.poll(() => end(0)).toMatch(/^3\.(69|70)/);
    expect(await end(1)).toBe(await end(0));
  });

  test('intervals are merged and deleted by the menu; the sound stays', async () => {
    const first = await at(0, 1.5);
    await window.mouse.click(first.x, first.y);
    const second = await at(0, 3);
    await window.keyboard.down('Shift');
    await window.mouse.click(second.x, second.y);
    await window.keyboard.up('Shift');
    await chooseAt(0, 2, /^Merge the selected/);
    await expect.poll(async () => (await items(0)).map((text) => text.split(',')[0])).toEqual(['one two']);
    await chooseAt(0, 2, /^Delete the selected intervals/);
    await expect.poll(() => items(0)).toEqual([]);
    await expect(window.getByTestId('status-format')).toContainText('0:04.000');
  });

  test('tiers are moved, renamed and removed from the menu of their header', async () => {
    const header = (n: number) => tier(n).locator('header');
    const choose = async (n: number, title: RegExp) => {
      await header(n).click({ button: 'right', position: { x: 30, y: 8 } });
      await window.getByTestId('lane-menu').getByRole('menuitem', { name: title }).click();
    };
    await choose(1, /^Move the tier up/);
    await expect.poll(titles).toEqual(['Tier Intervals copy', 'Tier Intervals']);
    await choose(0, /^Rename the tier/);
    await expect(window.getByTestId('tier-name')).toBeFocused();
    await window.getByTestId('tier-name').fill('Words');
    await window.keyboard.press('Enter');
    await expect.poll(titles).toEqual(['Tier Words', 'Tier Intervals']);
    await choose(1, /^Remove the tier/);
    await expect.poll(titles).toEqual(['Tier Words']);
    await choose(0, /^Add a point tier/);
    await expect.poll(titles).toEqual(['Tier Words', 'Tier Points']);
  });

  test('points are added, dragged and labelled', async () => {
    await chooseAt(1, 0.5, /^Add a point at the cursor/);
    await expect.poll(async () => (await items(1)).length).toBe(1);
    const placed = Number((await items(1))[0]?.split(', ')[1]);
    await drag(await at(1, placed), await at(1, 1.75));
    await window.mouse.up();
    await expect.poll(async () => (await items(1))[0]).toMatch(/^Unnamed, 1\.7[45]/);
    const there = await at(1, 1.75);
    await window.mouse.dblclick(there.x, there.y);
    await label().fill('tone');
    await label().press('Enter');
    await expect.poll(async () => (await items(1))[0]).toMatch(/^tone, 1\.7[45]/);
  });
});

test.describe('with the keyboard alone', () => {
  const labels = async (n: number) => (await items(n)).map((text) => text.split(',')[0]);

  test('an interval tier is added, the selection labelled, split, walked through', async () => {
    await runFromPalette(window, 'Add an interval tier');
    await expect.poll(titles).toEqual(['Tier Words', 'Tier Points', 'Tier Intervals']);
    await expect(surface(2)).toBeFocused();
    await select('1', '3', 2);
    await window.keyboard.press('Enter');
    await expect(label()).toBeFocused();
    await window.keyboard.type('mkf 1');
    await window.keyboard.press('Enter');
    await expect(surface(2)).toBeFocused();
    await expect.poll(() => items(2)).toEqual(['mkf 1, 1.000 to 3.000']);

    await window.keyboard.press('Escape');
    await typeInto(window, 'transport-time', '0:02');
    await focusLane(window, 'lane-tier-2');
    await window.keyboard.press('Control+i');
    await expect.poll(() => items(2)).toEqual(['mkf 1, 1.000 to 2.000', 'Unnamed, 2.000 to 3.000']);
    await window.keyboard.press('Control+ArrowLeft');
    await expect.poll(selection).toEqual(['0:01.000', '0:02.000']);
    await window.keyboard.press('Control+ArrowRight');
    await expect.poll(selection).toEqual(['0:02.000', '0:03.000']);
  });

  test('Enter takes a label and goes on, Shift+Enter goes back, Tab plays, Escape leaves it as it was', async () => {
    await window.keyboard.press('Control+ArrowLeft');
    await window.keyboard.press('Enter');
    await expect(label()).toHaveValue('mkf 1');
    await window.keyboard.type('one');
    await window.keyboard.press('Enter');
    await expect(label()).toHaveValue('');
    await window.keyboard.type('two');
    await window.keyboard.press('Shift+Enter');
    await expect(label()).toHaveValue('one');
    await expect.poll(selection).toEqual(['0:01.000', '0:02.000']);
    await window.keyboard.type('first');
    await window.keyboard.press('Tab');
    await expect(label()).toHaveValue('two');
    await expect(window.getByTestId('playhead')).toBeVisible();
    await window.keyboard.type('lost');
    await window.keyboard.press('Escape');
    await expect(surface(2)).toBeFocused();
    await expect.poll(() => labels(2)).toEqual(['first', 'two']);
    await window.keyboard.press('Space'); // stops it, or plays the interval again
    await window.keyboard.press('Control+z');
    await expect(said()).toContainText('Undone: Label interval "first"');
    await expect.poll(() => labels(2)).toEqual(['one', 'two']);
  });

  test('boundaries are moved a pixel at a time, one that is shared for both, or in all tiers', async () => {
    await focusLane(window, 'lane-tier-2');
    await typeInto(window, 'transport-time', '0:01.5');
    await focusLane(window, 'lane-tier-2');
    await window.keyboard.press('Escape');
    for (let i = 0; i < 5; i++) await window.keyboard.press('Alt+Shift+Period');
    const boundary = async (n: number) => (await items(n)).map((text) => text.split(' to ')[1])[0] ?? '';
    await expect.poll(async () => Number(await boundary(2))).toBeGreaterThan(2.01);
    const moved = await boundary(2);
    expect((await items(2))[1]).toContain(`, ${moved} to 3.000`);

    await runFromPalette(window, 'Duplicate the tier');
    await expect(surface(3)).toBeFocused();
    await window.keyboard.press('Shift+B');
    await expect(said()).toHaveText('Boundaries move in all tiers');
    await window.keyboard.press('Alt+Shift+Comma');
    await expect.poll(() => boundary(3)).not.toBe(moved);
    await expect.poll(async () => (await boundary(2)) === (await boundary(3))).toBe(true);
    await window.keyboard.press('Shift+B');
    await window.keyboard.press('Control+Shift+ArrowUp');
    await expect.poll(titles).toEqual(['Tier Words', 'Tier Points', 'Tier Intervals copy', 'Tier Intervals']);
    await runFromPalette(window, 'Remove the tier');
    await expect.poll(titles).toEqual(['Tier Words', 'Tier Points', 'Tier Intervals']);
  });

  test('digits write the labels of a list, only while a tier has the focus and they are switched on', async () => {
    await focusLane(window, 'lane-tier-2');
    await typeInto(window, 'label-list', 'a e, noun phrase');
    await typeInto(window, 'transport-time', '0:01.5');
    await focusLane(window, 'lane-tier-2');
    await window.keyboard.press('2');
    await window.keyboard.press('k');
    await expect(said()).toHaveText('Label keys on: 1 a e, 2 noun phrase');
    await expect.poll(() => labels(2)).toEqual(['one', 'two']);
    await window.keyboard.press('2');
    await expect.poll(() => labels(2)).toEqual(['noun phrase', 'two']);
    await window.keyboard.press('Control+ArrowRight');
    await expect(said()).toHaveText('two');
    await window.keyboard.press('1');
    await expect.poll(() => labels(2)).toEqual(['noun phrase', 'a e']);
    await focusLane(window);
    await window.keyboard.press('2');
    await focusLane(window, 'lane-tier-2');
    await window.keyboard.press('k');
    await window.keyboard.press('2');
    await expect(said()).toHaveText('Label keys off');
    expect(await labels(2)).toEqual(['noun phrase', 'a e']);
  });

  test('intervals are merged and deleted, never the sound under them', async () => {
    await select('1', '3', 2);
    await window.keyboard.press('Control+j');
    await expect.poll(() => labels(2)).toEqual(['noun phrase a e']);
    await window.keyboard.press('Delete');
    await expect.poll(() => items(2)).toEqual([]);
    await window.keyboard.press('Delete');
    await expect(said()).toHaveText('Nothing of Intervals is selected');
    await expect(window.getByTestId('status-format')).toContainText('0:04.000');
    await window.keyboard.press('Control+z');
    await expect.poll(() => labels(2)).toEqual(['noun phrase a e']);
  });

  test('points are added at the cursor, labelled and moved', async () => {
    await typeInto(window, 'transport-time', '0:03');
    await focusLane(window, 'lane-tier-1');
    await window.keyboard.press('Escape');
    await window.keyboard.press('Control+m');
    await expect.poll(async () => (await items(1))[1]).toBe('Unnamed, 3.000');
    await window.keyboard.press('Alt+Period');
    await expect.poll(async () => (await items(1))[1]).toMatch(/^Unnamed, 3\.00[1-9]/);
    // None waits for the one before: the last key comes before the host has said what is at the cursor.
    await Promise.all(['Enter', 'e', 'n', 'd', 'Enter'].map((key) => window.keyboard.press(key)));
    await expect.poll(async () => (await items(1))[1]).toMatch(/^end, 3\.00[1-9]/);
  });
});

test.describe('find and replace', () => {
  const count = () => window.getByTestId('labels-count');
  const rows = () => window.getByTestId('labels-table').locator('tbody tr[aria-rowindex]').allTextContents();

  test('what has a pattern is counted and listed as it is typed, and replaced in one edit a tier', async () => {
    await focusLane(window, 'lane-tier-2');
    await window.keyboard.press('Control+f');
    await expect(window.getByTestId('labels-pattern')).toBeFocused();
    await window.keyboard.type('(noun) (phrase)');
    await expect(count()).toHaveText('1 of 1 labels');
    await window.getByTestId('labels-replacement').fill('$2-$1');
    await expect.poll(rows).toEqual(['noun phrase a ephrase-noun a eIntervals0:01.000']);
    await window.getByTestId('labels-scope').selectOption('all');
    await window.getByTestId('labels-pattern').fill('e');
    await window.getByTestId('labels-replacement').fill('E');
    await expect(count()).toHaveText('4 of 5 labels');
    await window.getByRole('button', { name: 'Replace all (4)' }).click();
    await expect(said()).toHaveText('Replaced 4 labels in 3 tiers');
    await expect.poll(async () => (await items(2))[0]).toContain('noun phrasE a E');
    await focusLane(window, 'lane-tier-2');
    for (let i = 0; i < 3; i++) await window.keyboard.press('Control+z');
    for (const [lane, label] of ['one', 'tone', 'noun phrase a e'].entries())
      await expect.poll(async () => (await items(lane))[0]).toContain(label);
  });

  test('what is no regular expression is said, and is text where that is wanted', async () => {
    await window.getByTestId('labels-pattern').fill('(');
    await expect(count()).toHaveText('Not a regular expression: unterminated group');
    await window.getByTestId('labels-isRegExp').uncheck();
    await window.getByTestId('labels-pattern').fill('TONE');
    await window.getByTestId('labels-isCaseSensitive').uncheck();
    await expect(count()).toHaveText('1 of 5 labels');
    await window.getByTestId('labels-table').getByRole('button', { name: 'tone' }).click();
    await expect(window.getByTestId('transport-time')).toHaveValue(/^0:01\.7[45]/);
  });

  test('an expression that tries too many ways is stopped, and the window goes on meanwhile', async () => {
    await focusLane(window, 'lane-tier-2');
    await select('1', '3', 2);
    await window.keyboard.press('Enter');
    await window.keyboard.type(`${'a'.repeat(40)}b`);
    await window.keyboard.press('Enter');
    await window.getByTestId('labels-isRegExp').check();
    await window.getByTestId('labels-pattern').fill('(a+)+$');
    await typeInto(window, 'transport-time', '0:02.5');
    await expect(window.getByTestId('transport-time')).toHaveValue('0:02.500');
    await expect(count()).toContainText('Stopped after two seconds');
    await window.getByTestId('labels-pattern').fill('a+b');
    await expect(count()).toHaveText('1 of 5 labels');
    await focusLane(window, 'lane-tier-2');
    await window.keyboard.press('Control+z');
    await expect.poll(async () => (await items(2))[0]).toContain('noun phrase a e');
  });

  test('labels that a tier does not allow are listed with what is wrong', async () => {
    await focusLane(window, 'lane-tier-2');
    await typeInto(window, 'alphabet', 'aeonuhr');
    await runFromPalette(window, 'Check labels against the alphabet');
    await expect.poll(rows).toEqual(['noun phrase a ep sIntervals0:01.000']);
    await focusLane(window, 'lane-tier-2');
    await window.getByTestId('alphabet-kind').selectOption('labels');
    await typeInto(window, 'alphabet', 'noun phrase a e, other');
    await expect(count()).toHaveText('0 of 1 labels');
  });
});
