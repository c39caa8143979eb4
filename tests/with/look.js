// Looks at a site in Chromium, as a reader does: `node look.js HOW SITE MODULES`. Prints one fault a line and ends
// with 1 when there is any. HOW is one of
//   kinds       the longest page of each kind: axe, light and dark, 390 and 1280 px; errors, sideways scrolling
//   offline     every page from disk with scripts off: its tables are there, nothing is asked of the network
//   lighthouse  home, the latest leaderboard, a company: four scores of at least 99
//   argue       CHOICES: what the script of a leaderboard answers to each, in JSON; its form, table and address
//   titles      CHOICES: the verdict of the page of titles on each, as its word; null where it does not offer the choice
//   weight      what the home page loads before anything is touched, as a server with gzip sends it
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { gzipSync } = require('node:zlib');

const [how, site, modules] = [process.argv[2], path.resolve(process.argv[3]), path.resolve(process.argv[4])];
const { chromium } = require(path.join(modules, 'playwright-core'));
const CHROMIUM = '/usr/bin/chromium';
// The flags of a browser that root starts, that asks nothing of the network by itself, and finds no host there.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
const SCORE = 99;
const faults = [];

/** Every page: where it stands, its kind (the body says it), its language. */
function pages() {
  const files = fs.readdirSync(site, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
  return files.flatMap((name) => {
    const text = fs.readFileSync(path.join(site, name), 'utf8');
    // A page that only leads to another one is left before anybody can look.
    if (text.includes('http-equiv="refresh"')) return [];
    const said = (pattern) => (text.match(pattern) || [])[1];
    return [{ name, length: text.length, kind: said(/<body[^>]* data-kind="([^"]*)"/), lang: said(/<html lang="([^"]*)"/) }];
  });
}

/** The longest page of each kind in a language: what can go wrong on a shorter one goes wrong there. */
function longest(all, lang) {
  const kinds = new Map();
  for (const page of all.filter((page) => page.lang === lang)) {
    const known = kinds.get(page.kind);
    if (!known || known.length < page.length) kinds.set(page.kind, page);
  }
  return [...kinds.values()];
}

const address = (page) => pathToFileURL(path.join(site, page.name)).href;

/** The page that a host shows in place of any other links and loads by full addresses: it is not for the disk. */
const forDisk = (page) => page.kind !== 'not_found';

/** Whether an address is one of the site's own assets in full, as the page for what is not there names them. */
const isOurs = (url) => url.startsWith('https:')
  && fs.existsSync(path.join(site, new URL(url).pathname.replace(/^.*\/(?=assets\/)/, '')));

/** From disk no page may ask for its face ahead of the style sheet, which then finds it all the same. */
const isAskedAhead = (url) => /^file:.*\/assets\/text\.[0-9a-f]+\.woff2$/.test(url);

/** Opens a tab that tells every error and every request that leaves the disk; `here` says what it shows. */
async function tab(context, here = (page) => path.relative(site, new URL(page.url()).pathname || '')) {
  const page = await context.newPage();
  page.on('console', (message) => message.type() !== 'error' || isOurs(message.location().url)
    || [message.location().url, message.text().split("'")[1] || ''].some(isAskedAhead)
    || faults.push(`${here(page)}: console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${here(page)}: ${error}`));
  page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || isOurs(request.url())
    || faults.push(`${here(page)}: asks for ${request.url()}`));
  // The browser itself gives up the icon of a page that is left.
  page.on('requestfailed', (request) => request.failure().errorText === 'net::ERR_ABORTED'
    || isAskedAhead(request.url()) || isOurs(request.url()) || faults.push(`${here(page)}: ${request.url()} fails`));
  return page;
}

async function kinds(browser) {
  const axe = fs.readFileSync(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
  const all = pages();
  for (const page of all) if (!page.kind) faults.push(`${page.name}: its body has no data-kind`);
  const languages = [...new Set(all.map((page) => page.lang))];
  let looks = 0;
  // Light in one language, dark in the next: both are seen, in half the time.
  for (const [turn, colorScheme] of ['light', 'dark'].entries()) {
    for (const width of [390, 1280]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, reducedMotion: 'reduce' });
      const reader = await tab(context);
      for (const page of longest(all, languages[turn % languages.length])) {
        const where = `${page.name} (${page.kind}, ${colorScheme}, ${width} px)`;
        await reader.goto(address(page));
        const wide = await reader.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) faults.push(`${where}: ${wide} px wider than the screen`);
        await reader.evaluate(axe);
        const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        // What stands in another page's frame has that page's headings and landmarks around it.
        if (page.kind !== 'embed') rules.push('best-practice');
        const { violations } = await reader.evaluate((runOnly) => axe.run(document, { preload: false, runOnly }), rules);
        for (const { id, help, nodes } of violations) {
          faults.push(`${where}: ${id}, ${help}: ${nodes.length} times, as ${nodes[0].html.slice(0, 200)}`);
        }
        looks += 1;
      }
      await context.close();
    }
  }
  return `${looks} looks at ${longest(all, languages[0]).length} kinds of pages`;
}

/** The tables of a page of which no row is shown. One inside a closed <details> is there: it opens without a script.
    One without rows is nobody's loss: a script fills it. */
const hiddenTables = () => [...document.querySelectorAll('table')].map((table) => {
  const rows = [...table.querySelectorAll('tbody tr')];
  const hidden = rows.length > 0 && rows.every((row) => row.getClientRects().length === 0);
  return hidden && !table.closest('details') ? table.caption?.innerText || table.className || 'table' : null;
});

async function offline(browser) {
  const all = pages();
  const waiting = all.filter(forDisk);
  let tables = 0;
  // A frame is as wide as a telephone and goes from page to page in one process; a tab takes a new one each time.
  const shell = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'look-')), 'shell.html');
  fs.writeFileSync(shell, '<!doctype html><iframe width="390" height="844"></iframe>');
  const read = async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 420, height: 900 } });
    let shown = 'the frame';
    const reader = await tab(context, () => shown);
    await reader.goto(pathToFileURL(shell).href);
    const frame = reader.frames()[1];
    for (let page = waiting.pop(); page; page = waiting.pop()) {
      shown = page.name;
      await frame.goto(address(page));
      const seen = await frame.evaluate(hiddenTables);
      tables += seen.length;
      for (const name of seen.filter((name) => name !== null)) faults.push(`${page.name}: ${name} is not shown`);
    }
    await context.close();
  };
  await Promise.all([read(), read(), read()]);
  fs.rmSync(path.dirname(shell), { recursive: true });
  return `${tables} tables on ${all.length} pages`;
}

const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml', woff2: 'font/woff2', json: 'application/json', xml: 'application/xml', txt: 'text/plain; charset=utf-8' };

/** The site as an ordinary host serves it: gzip for text, a year for what is named by its content. */
function serve() {
  const server = http.createServer((request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, 'http://x').pathname).slice(1);
    const name = wanted === '' || wanted.endsWith('/') ? `${wanted}index.html` : wanted;
    const file = path.join(site, name);
    if (!file.startsWith(site) || !fs.existsSync(file)) { response.writeHead(404).end(); return; }
    const ending = name.split('.').pop();
    const raw = fs.readFileSync(file);
    const body = ending === 'woff2' ? raw : gzipSync(raw);
    const headers = { 'content-type': TYPES[ending] || 'application/octet-stream', 'content-length': body.length,
      'cache-control': name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'max-age=600' };
    if (body !== raw) headers['content-encoding'] = 'gzip';
    response.writeHead(200, headers).end(body);
  });
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
}

async function weight(browser) {
  const server = await serve();
  const home = await browser.newPage({ viewport: { width: 1280, height: 844 } });
  let bytes = 0;
  let loaded = 0;
  home.on('requestfinished', async (request) => {
    loaded += 1;
    const sizes = await request.sizes();
    bytes += sizes.responseBodySize + sizes.responseHeadersSize;
  });
  await home.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'networkidle' });
  server.close();
  if (bytes > 100_000) faults.push(`the home page loads ${bytes} bytes`);
  return `the home page loads ${bytes} bytes in ${loaded} requests`;
}

async function argue(browser) {
  const choices = JSON.parse(fs.readFileSync(process.argv[5], 'utf8'));
  const context = await browser.newContext();
  const reader = await tab(context);
  const page = pages().filter((page) => page.kind === 'leaderboard' && /^[^/]+\/\d+\.html$/.test(page.name)).pop();
  await reader.goto(address(page));
  const answers = await reader.evaluate((choices) => choices.map((choice) =>
    ownRanking.rank(ownRanking.data, choice).map(({ id, rank, units, awards }) => [id, rank, units, awards])), choices);
  // The reader's hand: a weight changed shows a table and an address; that address shows the same table again.
  await reader.click('#argue summary');
  await reader.fill('#argue input[type=number] >> nth=0', '2.5');
  await reader.check('#argue input[name=persons]');
  const shown = () => reader.evaluate(() => document.querySelector('.argued').innerText);
  const [first, hash] = [await shown(), await reader.evaluate(() => location.hash)];
  await reader.goto('about:blank');
  await reader.goto(`${address(page)}${hash}`);
  if (!/^#weight=\w+:2\.5&without=persons$/.test(hash)) faults.push(`the address ends in ${hash}`);
  if (first.length < 200 || await shown() !== first) faults.push('the address does not bring the same table back');
  await reader.click('#argue button');
  await reader.waitForSelector('.argued', { state: 'hidden' });
  return JSON.stringify(answers);
}

async function scores() {
  const { default: lighthouse } = await import(pathToFileURL(path.join(modules, 'lighthouse/core/index.js')));
  const launcher = await import(pathToFileURL(path.join(modules, 'chrome-launcher/dist/index.js')));
  const server = await serve();
  const every = pages();
  const all = every.filter((page) => page.lang === every[0].lang);
  const last = (kind) => all.filter((page) => page.kind === kind && /^(\w+\/)?\w+\.html$/.test(page.name)).pop();
  const told = [];
  for (const page of [last('home'), last('leaderboard'), longest(all, all[0].lang).find((page) => page.kind === 'company')]) {
    let best = null;
    // Another program on the machine can spoil a measurement, never mend it: the best of three counts.
    for (let turn = 0; turn < 3 && !(best && best.every(([, score]) => score >= SCORE)); turn += 1) {
      const chrome = await launcher.launch({ chromePath: CHROMIUM, chromeFlags: ['--headless', ...FLAGS] });
      const result = await lighthouse(`http://127.0.0.1:${server.address().port}/${page.name}`, { port: chrome.port, logLevel: 'silent' });
      await chrome.kill();
      const these = Object.entries(result.lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]);
      const lost = Object.values(result.lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9).map((audit) => audit.id);
      const worst = (scores) => Math.min(...scores.map(([, score]) => score));
      if (!best || worst(these) > worst(best)) { best = these; best.lost = lost; }
    }
    const line = `${page.name}: ${best.map(([name, score]) => `${name} ${score}`).join(', ')}`;
    if (best.some(([, score]) => score < SCORE)) faults.push(`${line}; lost by ${best.lost.join(', ')}`);
    told.push(line);
  }
  server.close();
  return told.join('\n');
}

async function titles(browser) {
  const choices = JSON.parse(fs.readFileSync(process.argv[5], 'utf8'));
  const reader = await tab(await browser.newContext());
  await reader.goto(address(pages().find((page) => page.kind === 'titles')));
  return JSON.stringify(await reader.evaluate((choices) => {
    const at = (id) => document.getElementById(id);
    // A sentence tells its word: what it leaves blank may be anything.
    const patterns = Object.entries(JSON.parse(at('sentences').textContent)).map(([word, sentence]) =>
      [word, new RegExp(`^${sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.*')}$`)]);
    return choices.map((choice) => {
      for (const [id, value] of Object.entries(choice)) {
        if (![...at(id).options].some((option) => option.value === String(value))) return null;
        at(id).value = value;
        at('claim').dispatchEvent(new Event('change'));
      }
      return (patterns.find(([, pattern]) => pattern.test(at('verdict').textContent)) || ['none'])[0];
    });
  }, choices));
}

async function main() {
  const looks = { kinds, offline, weight, argue, titles };
  let told;
  if (how === 'lighthouse') {
    told = await scores();
  } else {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    told = await looks[how](browser);
    await browser.close();
  }
  console.log(told);
  for (const fault of faults) console.log(`fault: ${fault}`);
  process.exitCode = faults.length ? 1 : 0;
}

main();
