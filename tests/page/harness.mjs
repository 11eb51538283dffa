// Starts `contra serve` and a headless Chromium for one story, and looks after what every story must hold: no error in the
// console, no request to another host, no rule of the Content-Security-Policy broken, nothing that axe finds.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The day that the stories play on: a Monday. */
export const today = "2026-03-16";

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export class Story {
  constructor({ contra, chromium: browserPath, shots }) {
    this.contra = contra;
    this.browserPath = browserPath;
    this.shots = shots;
    this.folder = mkdtempSync(join(tmpdir(), "contra-page-"));
    this.data = join(this.folder, "records");
    this.faults = [];
    this.contexts = [];
  }

  /** Starts the server over the story's records; `options` are those of the command line. */
  async serve(options = ["--demo"]) {
    const args = ["serve", "--data", this.data, "--port", String(this.port ?? 0), "--today", today, ...options];
    this.server = spawn(this.contra, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.said = "";
    this.server.stderr.on("data", (bytes) => (this.said += bytes));
    const address = await new Promise((resolve, reject) => {
      let out = "";
      this.server.stdout.on("data", (bytes) => {
        out += bytes;
        const found = out.match(/https?:\/\/[^\s]+/);
        if (found) resolve(found[0]);
      });
      this.server.on("exit", (code) => reject(new Error(`contra serve ended with ${code}: ${this.said}`)));
    });
    this.base = address.replace(/\/$/, "");
    this.port = Number(new URL(this.base).port);
    return this.base;
  }

  /** As when the power goes. */
  async kill() {
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGKILL");
    await ended;
  }

  async stop() {
    if (!this.server || this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGTERM");
    const code = await ended;
    if (code !== 0) this.faults.push(`contra serve ended with ${code}: ${this.said}`);
  }

  /** A page of a browser of its own. */
  async page({ width = 1280, height = 900, dark = false, reduced = true, ...more } = {}) {
    this.browser ??= await chromium.launch({ executablePath: this.browserPath, headless: true, args: flags });
    const context = await this.browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      reducedMotion: reduced ? "reduce" : "no-preference",
      acceptDownloads: true,
      ...more,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    this.watch(page);
    return page;
  }

  watch(page) {
    page.on("console", (message) => {
      if (message.type() === "error" && !this.expected?.test(message.text())) this.faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.faults.push(`page: ${error.stack ?? error}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== this.base) this.faults.push(`a request to ${url.origin}`);
    });
  }

  /** Nothing that axe finds, on the whole page as it is now. */
  async axe(page, name) {
    // Past the page's own policy, as a person's tool in the browser would be.
    const cdp = await page.context().newCDPSession(page);
    const run = `(async () => { ${axeSource}; const r = await axe.run(document, { resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
      return JSON.stringify(r.violations.map((v) => v.id + ": " + v.help + "\\n" + v.nodes.slice(0, 5).map((n) => "    " + n.html.slice(0, 240) + "\\n      " + n.failureSummary.replace(/\\n/g, " ")).join("\\n"))); })()`;
    const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", { expression: run, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.text}`);
    for (const violation of JSON.parse(result.value)) this.faults.push(`axe, ${name}: ${violation}`);
    await cdp.detach();
  }

  async shot(page, name, options = {}) {
    if (!this.shots) return;
    mkdirSync(this.shots, { recursive: true });
    await page.screenshot({ path: join(this.shots, `${name}.png`), ...options });
  }

  /** Nothing is wider than the screen. */
  async fits(page, name) {
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= limit) return null;
      const first = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > limit + 1);
      return `${document.documentElement.scrollWidth} > ${limit}: ${first?.outerHTML.slice(0, 200)}`;
    });
    if (wide) this.faults.push(`${name} scrolls sideways: ${wide}`);
  }

  check(condition, message) {
    if (!condition) this.faults.push(message);
  }

  /** The API as the page uses it, with the cookies of `page`. */
  async api(page, method, path, body) {
    return page.evaluate(
      async ([method, path, body]) => {
        const session = await (await fetch("/v1/session")).json();
        const got = await fetch(path, {
          method,
          headers: { "Content-Type": "application/json", ...(method === "GET" ? {} : { "X-Contra-Token": session.csrf }) },
          body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
        });
        const text = await got.text();
        let json = null;
        try { json = JSON.parse(text); } catch { /* no JSON */ }
        return { status: got.status, text, json };
      },
      [method, path, body],
    );
  }

  async end() {
    for (const context of this.contexts) await context.close();
    await this.browser?.close();
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
