// A returning client: the short form, "nothing", "yes, something", and what an old form means.
import { answer, openAppointment, question, settled, sign, verdict } from "../steps.mjs";

export default async function (t) {
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  await openAppointment(page, "Ivo Imaginary");
  t.check((await verdict(page)) === "WAIT", "an old form waits");
  await question(page, /Has anything changed/).getByRole("radio", { name: "No, nothing" }).check();
  t.check((await verdict(page)) === "GO", "nothing changed renews it");
  await question(page, /Has anything changed/).getByRole("radio", { name: "Not sure" }).check();
  t.check((await verdict(page)) === "WAIT", "not sure waits");
  await question(page, /Has anything changed/).getByRole("radio", { name: "Yes" }).check();
  await settled(page);
  t.check((await verdict(page)) === "WAIT", "something changed, and nobody has said what");
  await t.axe(page, "short form");
  await t.shot(page, "changed");
  await question(page, /Has anything changed/).getByRole("radio", { name: "No, nothing" }).check();
  await sign(page);
  t.check((await verdict(page)) === "GO", "signed");
}
