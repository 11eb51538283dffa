// The page's API and the command line give the same bytes, and the page shows the decision that the API gave.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export default async function (t) {
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  const { json: day } = await t.api(page, "GET", "/v1/days/2026-03-16");
  t.check(day.appointments.length === 20, "a clinic day of 20 clients");
  for (const { appointment, client_name: name, headline } of day.appointments) {
    const { json: whole } = await t.api(page, "GET", `/v1/appointments/${appointment.id}`);
    const record = JSON.stringify(whole.record);
    const file = join(t.folder, "record.json");
    writeFileSync(file, record);
    let line = "";
    try {
      line = execFileSync(t.contra, ["screen", "--json", file], { encoding: "utf8" });
    } catch (ended) {
      line = ended.stdout; // WAIT ends with 1
    }
    const { text } = await t.api(page, "POST", "/v1/screen", record);
    t.check(text.trimEnd() === line.trimEnd(), `${name}: the API and the command differ`);
    await page.goto(`${t.base}/appointments/${appointment.id}`);
    const shown = await page.getByRole("complementary", { name: "The answer" });
    await shown.getByRole("tab", { name: "Answer" }).waitFor();
    const decision = JSON.parse(line);
    if (whole.draft) continue; // the page looks at the draft too
    for (const treatment of decision.treatments) {
      await shown.getByText(treatment.headline, { exact: false }).first().waitFor({ timeout: 5000 }).catch(() => t.check(false, `${name}: the page does not say "${treatment.headline}"`));
      for (const reason of treatment.reasons) {
        const said = shown.getByText(reason.title).first();
        t.check((await said.count()) > 0, `${name}: the page does not show ${reason.check}`);
      }
    }
  }
}
