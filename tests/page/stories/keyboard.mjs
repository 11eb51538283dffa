// Keyboard alone: from the day to a recorded decision, without a pointer.
import { settled, verdict } from "../steps.mjs";

export default async function (t) {
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  await page.getByText("Bruno Beispiel").first().waitFor();
  const focused = () => page.evaluate(() => {
    const e = document.activeElement;
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    const label = e.closest("label") ?? (e.id ? document.querySelector(`label[for="${e.id}"]`) : null);
    const ring = (x) => x && (getComputedStyle(x).outlineStyle !== "none" || getComputedStyle(x).boxShadow !== "none");
    return { html: e.outerHTML.slice(0, 200), text: (e.textContent || e.getAttribute("aria-label") || "").trim(), tag: e.tagName, /* the button inside a date field has a ring of the browser */ seen: (e.type === "date" && !e.matches(":focus")) || ring(e) || ring(label) || ring(e.parentElement), inView: box.width > 0, style: style.outlineStyle };
  });
  const tabTo = async (text, most = 120) => {
    for (let i = 0; i < most; ++i) {
      await page.keyboard.press("Tab");
      const now = await focused();
      if (now.tag === "BODY") continue;
      t.check(now.seen, `the focus cannot be seen on ${now.html}`);
      if (text.test(now.text)) return now;
    }
    throw new Error(`the keyboard does not reach ${text}`);
  };
  await page.keyboard.press("Tab");
  t.check(/skip/i.test((await focused()).text), "the first stop skips to the content");
  await page.keyboard.press("Enter");
  await tabTo(/^Bruno Beispiel/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Bruno Beispiel" }).waitFor();
  await settled(page);
  t.check((await verdict(page)) === "WAIT", "Bruno waits");
  // The tabs of the answer by arrow keys, the calendar's days too.
  await tabTo(/^Answer$/, 200);
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tab", { name: "Calendar", selected: true }).waitFor();
  await page.waitForTimeout(600);
  await t.axe(page, "calendar");
  await t.shot(page, "calendar");
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.closest("[data-day], [role=grid], table") !== null)) break;
  }
  const day = () => page.evaluate(() => (document.activeElement.closest("[data-day]") ?? document.activeElement.querySelector("[data-day]"))?.getAttribute("data-day"));
  const before = await day();
  await page.keyboard.press("ArrowRight");
  let after = await day();
  for (let i = 0; i < 40 && after === before; ++i) {
    await page.waitForTimeout(50);
    after = await day();
  }
  t.check(before && after && before !== after, `arrow keys do not move in the calendar: ${before} ${after}`);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(600);
  await tabTo(/^Record this decision/, 60);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/decisions\/\d+/);
}
