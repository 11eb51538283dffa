// The live answer follows the keystroke: how long until it is painted, over a whole form typed by hand. Printed, and held
// only to what no machine should miss: the figure itself belongs to a quiet machine (README.md).
import { birthDate, byHand, newAppointment, noToTheRest, openAppointment, pick, question, settled } from "../steps.mjs";

export default async function (t) {
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  await newAppointment(page, { name: "Xaver Xample" });
  await birthDate(page, "14", "5", "1988", byHand);
  const products = question(page, /put on your skin/);
  await pick(products.getByRole("combobox").first(), "Retin-A", byHand);
  await products.getByRole("radio", { name: "Last time" }).first().check();
  await noToTheRest(page, "The client", 250);
  await settled(page);
  const times = (await page.evaluate(() => performance.getEntriesByName("contra-live").map((m) => m.duration))).sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  console.log(`live answer, ${times.length} changes: p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, max ${at(1).toFixed(0)} ms`);
  t.check(times.length > 25, `only ${times.length} answers were measured`);
  t.check(at(0.5) < 500, `the middle answer took ${at(0.5)} ms`);
}
