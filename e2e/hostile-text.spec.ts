import { change, expect, openTab, test } from './inbox-page.ts';
import { look } from './look.ts';

test('what is hostile or long in a name is text, and keeps its place on a narrow screen', async ({
  app,
  make,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  const name = `<img src=x onerror=alert(1)> \u202egnp.exe 👩‍👩‍👧‍👦 ${'W'.repeat(50)}`;
  const inbox = await make({ name });
  page.on('dialog', () => expect('a dialog').toBe('none'));
  const autoResponse = { enabled: false, subject: name, body: `${'x'.repeat(400)}\n${name}` };
  await change(app, inbox, { displayName: name, autoResponse });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  for (const [tab, folder] of [
    ['', 'narrow'],
    ['/connection', 'narrow'],
    ['/auto-response', 'narrow-dark'],
    ['/aliases', 'narrow-dark'],
    ['/activity', 'narrow-dark'],
  ] as const) {
    await openTab(app, inbox, tab);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(page.locator('main img')).toHaveCount(0);
    await look(page, folder, `58-hostile${tab.replace('/', '-')}`);
  }
  await expect(
    page.locator('.event').first().locator('bdi', { hasText: name }).first(),
  ).toBeVisible();
});
