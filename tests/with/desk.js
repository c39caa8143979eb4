// Takes pages to rows at the desk in Chromium, as a person does: `node desk.js ADDRESS MODULES JOBS [PICTURES]`.
// JOBS is a JSON file: a list of pages, each { source, edition, url, file | text, declare, teach, columns, answers,
// look, hostile, keyboard }. Counts what a person clicks or fills in: at most 12 a page. Prints one fault a line and ends with 1 when there is any.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const [address, modules, jobs, pictures] = process.argv.slice(2);
const { chromium } = require(path.join(path.resolve(modules), 'playwright-core'));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
const MOST_CLICKS = 12;
const faults = [];
const expect = (truth, fault) => truth || faults.push(fault);
const axe = fs.readFileSync(path.join(path.resolve(modules), 'axe-core/axe.min.js'), 'utf8');

/** What a person does on the page, counted. */
class Person {
  constructor(page) { Object.assign(this, { page, clicks: 0 }); }
  async fill(selector, text) { this.clicks += 1; await this.page.fill(selector, text); }
  async choose(selector, value) { this.clicks += 1; await this.page.selectOption(selector, value); }
  async press(step) {
    this.clicks += 1;
    await Promise.all([this.page.waitForEvent('load'), this.page.locator(`button[value="${step}"]`).first().click()]);
  }
  note() { return this.page.locator('.note').allTextContents().then((all) => all.join(' ')); }
}

const picture = async (page, name) => pictures && page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });

/** Axe at both widths, and nothing wider than the window. */
async function looked(page, name) {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    // The frame is a page of somebody else; it is kept out.
    await page.evaluate(axe + '\n;0');
    const { violations } = await page.evaluate(() => globalThis.axe.run({ exclude: [['iframe']] }, { iframes: false }));
    for (const { id, nodes } of violations) expect(false, `${name} ${width} px: axe: ${id}: ${nodes[0].html.slice(0, 160)}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide <= 0, `${name} ${width} px: ${wide} px too wide`);
    await picture(page, `${name}-${width}`);
  }
}

/** Declares the award of a page, which the menu does not have yet, and looks at the form. */
async function declare(page, told) {
  const person = new Person(page);
  await page.goto(address);
  await page.locator('details:has([name=organiser]) > summary').click();
  await looked(page, 'declare');
  for (const name of ['name', 'organiser', 'country']) await person.fill(`[name=${name}]`, told[name]);
  if (told.render) await page.check('[name=render]');
  await person.press('declare');
  await person.press('write');
  expect((await person.note()).startsWith('written:'), `declare: ${await person.note()}`);
}

async function take(page, job) {
  if (job.declare) await declare(page, job.declare);
  const person = new Person(page);
  await page.goto(address);
  if (job.source) await person.choose('[name=source]', job.source);
  await person.fill('[name=edition]', job.edition);
  if (job.url) await person.fill('[name=url]', job.url);
  if (job.text) await person.fill('[name=text]', job.text);
  if (job.file) { person.clicks += 1; await page.setInputFiles('#file', job.file); }
  await person.press('bring');
  if (job.teach) {
    // It stands open where no list was found.
    await page.locator('details:has([name=one]):not([open]) > summary').click({ timeout: 500 }).catch(() => 0);
    await person.fill('[name=one]', job.teach[0]);
    await person.fill('[name=other]', job.teach[1]);
    await person.press('teach');
  }
  for (const [column, part] of Object.entries(job.columns || {})) {
    const label = page.locator('.columns label', { hasText: column }).first();
    await person.choose(`[name=${await label.locator('select').getAttribute('name')}]`, part);
  }
  if (job.columns) await person.press('name');
  if (job.look) await looked(page, job.look);
  for (const answer of job.answers || []) await person.press(answer);
  if (job.hostile) return hostile(page, job);
  const save = page.locator('button[value=save]');
  if (!(await save.count())) {
    return faults.push(`${job.edition}: nothing to save: ${await person.note()} ${(await page.locator('main').innerText()).slice(0, 1500)}`);
  }
  await person.press('save');
  if (job.look) await looked(page, `${job.look}-saving`);
  await person.press('write');
  expect((await person.note()).startsWith('written:'), `${job.edition}: ${await person.note()}`);
  expect(person.clicks <= MOST_CLICKS, `${job.edition}: ${person.clicks} clicks`);
  console.error(`${job.edition}: ${person.clicks} clicks`);
}

/** A page that would do harm is shown, and does none. */
async function hostile(page, job) {
  const frame = await page.locator('iframe[name=page]').elementHandle().then((element) => element.contentFrame());
  const shown = await frame.locator('body').innerText();
  expect(shown.includes(job.hostile), `${job.edition}: the page is not shown: ${shown.slice(0, 200)}`);
  // What the page would have done has had its time.
  await page.locator('a[data-row="0"]').click();
  await page.waitForTimeout(1500);
  expect(page.url() === address, `${job.edition}: the page leads to ${page.url()}`);
  expect(!(await page.title()).includes('taken'), `${job.edition}: a script of the page ran`);
  expect((await page.evaluate(() => globalThis.harm)) === undefined, `${job.edition}: a script of the page ran here`);
  for (const link of await frame.locator('a').all()) await link.click({ timeout: 1000 }).catch(() => 0);
  await page.waitForTimeout(500);
  expect((await frame.locator('body').innerText()).includes(job.hostile), `${job.edition}: a link took the frame away`);
}

/** One page from its text to its rows without a mouse. */
async function byKeyboard(page, job) {
  await page.goto(address);
  const reach = async (selector) => {
    for (let n = 0; n < 200; n += 1) {
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${selector} cannot be reached by Tab`);
  };
  const enter = (key) => Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
  await reach('[name=edition]');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(job.edition);
  await reach('[name=url]');
  await page.keyboard.type(job.url);
  await reach('[name=text]');
  await page.keyboard.insertText(job.text);
  await reach('button[value=bring]');
  await enter('Enter');
  await reach('.rows summary');
  await page.keyboard.press('Enter');
  await reach('.rows [name=company]');
  await page.keyboard.press('End');
  await page.keyboard.type(' SA');
  await reach('.rows button[value=correct]');
  await enter('Enter');
  await reach('button[value=undo]');
  await enter('Enter');
  await reach('button[value=save]');
  await enter('Enter');
  await reach('button[value=write]');
  await enter('Space');
  const note = (await page.locator('.note').allTextContents()).join(' ');
  expect(note.startsWith('written:'), `by keyboard: ${note}`);
  await page.goto(address);
  await reach('details:has([name=organiser]) > summary');
  await page.keyboard.press('Enter');
  for (const [field, words] of [['name', 'Typed Award'], ['organiser', 'Institute'], ['country', 'GB'], ['id', 'typed_award']]) {
    await reach(`[name=${field}]`);
    await page.keyboard.type(words);
  }
  await reach('button[value=declare]');
  await enter('Enter');
  await reach('button[value=write]');
  await enter('Enter');
  expect((await page.locator('option[value=typed_award]').count()) === 1, 'a source declared by keyboard is not in the menu');
}

(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const context = await browser.newContext({ locale: 'en-GB' });
  const own = new URL(address).origin;
  context.on('request', (request) => request.url().startsWith(own + '/') || /^(data|about):/.test(request.url())
    || faults.push(`asks for ${request.url()}`));
  context.on('page', (opened) => opened.on('dialog', (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); }));
  const page = await context.newPage();
  page.on('popup', (popup) => faults.push(`a window opens: ${popup.url()}`));
  page.on('download', (download) => faults.push(`a download begins: ${download.url()}`));
  page.on('pageerror', (error) => faults.push(`script: ${error}`));
  for (const job of JSON.parse(fs.readFileSync(jobs, 'utf8'))) {
    const began = Date.now();
    try {
      await (job.keyboard ? byKeyboard(page, job) : take(page, job));
    } catch (error) {
      faults.push(`${job.edition}: ${error.message.split('\n')[0]}`);
    }
    console.error(`${job.edition}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
  await browser.close();
  faults.forEach((fault) => console.log(fault));
  process.exitCode = faults.length ? 1 : 0;
})();
