// Takes the pictures of the README and the book anew, into docs/: `node pictures.js PROGRAM MODULES [NAME…]`. The site
// and the desk are the program's own, of the reference workspace and of a fresh one.
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync, spawn } = require('node:child_process');
const { pathToFileURL } = require('node:url');
const [program, modules, ...named] = process.argv.slice(2);
const { chromium } = require(path.join(path.resolve(modules), 'playwright-core'));
const root = path.join(__dirname, '../..');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync', '--disable-background-networking'];
const PAGE = { width: 1280, height: 860 };

/** Pages of the reference site, by picture. */
const SITE = {
  home: 'en/index.html', leaderboard: 'en/leaderboards/2012.html', company: 'en/companies/nespresso.html',
  sector: 'en/sectors/telecom.html', coverage: 'en/coverage.html', argue: 'en/leaderboards/2012.html',
};
const OF_BOOK = ['start', 'review', 'desk', 'desk-saving'];
const wanted = (name) => named.length === 0 || named.includes(name);
const run = (...words) => execFileSync(path.resolve(program), words, { stdio: ['ignore', 'ignore', 'inherit'] });

function reference(folder) {
  for (const name of ['sources.toml', 'companies.toml', 'sectors.toml', 'decisions.toml', 'published.csv', 'data']) {
    fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  run('--quiet', '--workspace', folder, 'build');
}

/** The workspace of the first chapters: an award more, one heading that only a person can file. */
function fresh(folder) {
  run('--quiet', 'init', folder, '--country', 'GB', '--language', 'en', '--title', 'The prize of prizes');
  const rows = path.join(folder, 'data/example_award.csv');
  fs.writeFileSync(rows, fs.readFileSync(rows, 'utf8').replace('Supermarkets', 'Boats and ferries'));
}

/** Starts the preview; gives its address and how to stop it. */
function serve(folder) {
  const server = spawn(path.resolve(program), ['serve', '--workspace', folder, '--port', '0', '--who', 'reader']);
  return new Promise((resolve) => {
    let told = '';
    server.stderr.on('data', (bytes) => {
      told += bytes;
      const address = /desk +(http\S+)\/desk/.exec(told);
      if (address) resolve([address[1], () => server.kill()]);
    });
  });
}

/** What is in the window as WebP, at three quarters of its size: the browser is the encoder, too. */
async function take(page, name) {
  const png = (await page.screenshot()).toString('base64');
  const webp = await page.evaluate(async (png) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width * 0.75, height: picture.height * 0.75 });
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/webp', 0.8).split(',')[1];
  }, png);
  fs.writeFileSync(path.join(root, 'docs', `${name}.webp`), Buffer.from(webp, 'base64'));
  console.log(`docs/${name}.webp`);
}

async function ofSite(browser, site) {
  const page = await browser.newPage({ viewport: PAGE });
  for (const [name, file] of Object.entries(SITE).filter(([name]) => wanted(name))) {
    await page.goto(pathToFileURL(path.join(site, 'public', file)).href);
    if (name === 'argue') {
      await page.locator('#argue input[type=checkbox]').first().check();
      await page.locator('#argue').evaluate((part) => part.scrollIntoView({ block: 'start' }));
      await page.waitForTimeout(500); // what comes into view is drawn only then
    }
    await take(page, name);
  }
}

async function ofBook(browser, address) {
  const page = await browser.newPage({ viewport: PAGE, bypassCSP: true });
  const shown = async (name, where) => wanted(name) && (await page.goto(address + where), take(page, name));
  await shown('start', '/leaderboards/2026.html');
  await shown('review', '/review');
  await page.goto(`${address}/desk`);
  await page.fill('[name=edition]', '2026');
  await page.fill('[name=url]', 'https://service.example/winners-2026');
  await page.fill('[name=text]', 'The winners of 2026\n\nBanks: Example Bank\nInsurance: Harbour Mutual\nRail: Valley Rail\nShops: Example Stores');
  const press = (step) => Promise.all([page.waitForEvent('load'), page.locator(`button[value=${step}]`).first().click()]);
  await press('bring');
  if (wanted('desk')) await take(page, 'desk');
  await press('save');
  if (wanted('desk-saving')) await take(page, 'desk-saving');
}

(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'palmares-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  let stop = () => {};
  try {
    if (Object.keys(SITE).some(wanted)) {
      reference(path.join(folder, 'reference'));
      await ofSite(browser, path.join(folder, 'reference'));
    }
    if (OF_BOOK.some(wanted)) {
      fresh(path.join(folder, 'fresh'));
      let address;
      [address, stop] = await serve(path.join(folder, 'fresh'));
      await ofBook(browser, address);
    }
  } finally {
    stop();
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
})();
