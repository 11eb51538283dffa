// Every sheet, printed to PDF on both papers, and the calendar file.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openAppointment, record } from "../steps.mjs";

export default async function (t) {
  await t.serve(["--demo", "--clinic", "Invented Clinic"]);
  const page = await t.page();
  await page.goto(t.base);
  await openAppointment(page, "Anna Example");
  const entry = await record(page);
  const done = await t.api(page, "POST", `/v1/decisions/${entry}/session`, { ended: "2026-03-16T00:00" });
  t.check(done.status < 300, `the session was not recorded: ${done.text}`);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await t.axe(page, "decision with a session");
  const folder = join(t.shots ?? t.folder, "pdf");
  mkdirSync(folder, { recursive: true });
  const words = {
    consultation: [/GO/, /Anna Example/, /Signature|Signed/i, /microneedling/i, /1\.0\.0/],
    before: [/Anna Example/],
    after: [/17 March/, /00:00|midnight/, /sun/i],
    about: [/needl/i],
  };
  for (const kind of Object.keys(words))
    for (const [paper, format] of [["a4", "A4"], ["letter", "Letter"]]) {
      const sheet = await t.contexts[0].newPage();
      t.watch(sheet);
      const got = await sheet.goto(`${t.base}/v1/decisions/${entry}/sheets/${kind}?paper=${paper}`);
      t.check(got.status() === 200, `${kind}: ${got.status()}`);
      t.check(/script-src|default-src 'none'/.test(got.headers()["content-security-policy"] ?? ""), `${kind}: no policy`);
      if (paper === "a4") await t.axe(sheet, `sheet ${kind}`);
      const file = join(folder, `${kind}-${paper}.pdf`);
      await sheet.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
      const info = execFileSync("pdfinfo", [file], { encoding: "utf8" });
      t.check(format === "A4" ? /A4/.test(info) : /letter/i.test(info), `${kind}: not on ${format}: ${info.match(/Page size.*/)?.[0]}`);
      const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
      for (const word of words[kind]) t.check(word.test(text), `${kind} does not say ${word}`);
      if (kind !== "consultation") t.check(!/\bWAIT\b/.test(text), `${kind} shows the client a verdict`);
      await sheet.close();
    }
  const ics = await t.api(page, "GET", `/v1/decisions/${entry}/calendar.ics`);
  t.check(/^BEGIN:VCALENDAR\r\n/.test(ics.text), "no calendar file");
}
