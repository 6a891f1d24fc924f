import { change, expect, fields, openTab, test } from './inbox-page.ts';

/** Each would say so, by a dialog or in the title, if anything of it ran. */
const RUN = "document.title='ran';alert(1)";
const PAYLOADS = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<body onload="${RUN}">`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<input autofocus onfocus="${RUN}">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<math><mtext></p><img src=x onerror="${RUN}">`,
  `"><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `<!--><img src=x onerror="${RUN}">-->`,
  '<style>*{display:none}</style>',
  '<meta http-equiv="refresh" content="0;url=https://evil.test">',
  '<form action="https://evil.test"><button>x</button></form>',
  '<base href="https://evil.test/">',
];
const FOREIGN =
  'script:not([src]), iframe, svg[onload], details[ontoggle], math, base, form[action^=http]';

test('markup in an auto-response is text wherever it is shown, and nothing of it runs', async ({
  app,
  make,
}) => {
  const { page } = app;
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  const outside: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('evil.test')) outside.push(request.url());
  });
  const inbox = await make();
  const body = PAYLOADS.join('\n');
  const subject = PAYLOADS[1] ?? '';
  await change(app, inbox, { autoResponse: { enabled: true, subject, body } });

  await openTab(app, inbox, '/auto-response');
  const { preview, text } = fields(app);
  await expect(text).toHaveValue(body);
  for (const payload of PAYLOADS) await expect(preview).toContainText(payload);
  await expect(preview).toContainText(subject);
  await expect(preview.locator('img, script, a, input, button, style, meta')).toHaveCount(0);
  await openTab(app, inbox, '/activity');
  await expect(page.getByRole('tabpanel')).toContainText('<script>');
  await expect(page.locator(FOREIGN)).toHaveCount(0);
  await expect(page.locator('[onerror], [onload], [onfocus], [href^="javascript:"]')).toHaveCount(
    0,
  );
  expect([ran, outside]).toEqual([[], []]);
  await expect(page).not.toHaveTitle('ran');
});

test('the pages are served under a policy by which no inline script runs', async ({ app }) => {
  const { page } = app;
  const answer = await app.goto('/');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|\*|data:[^;]*script/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = "document.documentElement.dataset.ran = 'yes'";
    document.head.append(script);
    return document.documentElement.dataset.ran ?? 'no';
  });
  expect(ran).toBe('no');
});
