// Judges names on the review page in Chromium, as a person with a keyboard does: `node judge.js ADDRESS MODULES [PICTURES]`.
// Prints one fault a line and ends with 1 when there is any.
'use strict';
const path = require('node:path');
const [address, modules, pictures] = process.argv.slice(2);
const { chromium } = require(path.join(path.resolve(modules), 'playwright-core'));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update'];
const faults = [];
const expect = (truth, fault) => truth || faults.push(fault);

/** What the page says of itself. */
const told = async (page) => (await page.locator('.note').allTextContents()).join();
const press = async (page, key) => {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
};
const picture = async (page, name) => pictures && page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });

(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  for (const [scheme, width] of [['light', 1280], ['dark', 390]]) {
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 800 } });
    page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`script: ${error}`));
    await page.goto(address);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide <= 0, `${width} px: ${wide} px too wide`);
    await picture(page, `review-${scheme}-${width}`);
    await page.close();
  }
  const page = await browser.newPage();
  await page.goto(address);
  const first = await page.locator('h2').first().textContent();
  await press(page, 'k');
  expect((await told(page)).startsWith('skipped'), `after k: ${await told(page)}`);
  await press(page, 'u');
  expect(await page.locator('h2').first().textContent() === first, 'an undone skip is asked again at once');
  await page.keyboard.press('w');
  await page.keyboard.type('skips and undoes are just letters here');
  await page.keyboard.press('Enter');
  expect(page.url().endsWith('/review') && (await page.inputValue('#why')).includes('skips'), 'typing judges nothing');
  await press(page, 's');
  expect((await told(page)).includes('skips and undoes are just letters here'), `after s: ${await told(page)}`);
  await press(page, 'u');
  expect((await told(page)).startsWith('undone'), `after u: ${await told(page)}`);
  await press(page, 'd');
  expect((await told(page)).startsWith('different'), `after d: ${await told(page)}`);
  await picture(page, 'review-answered');
  await browser.close();
  faults.forEach((fault) => console.log(fault));
  process.exitCode = faults.length ? 1 : 0;
})();
