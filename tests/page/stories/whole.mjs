// From a new client to the printed sheet: the form, the live answer, a vague date, "not sure", the recorded decision, the
// override, the session, the sheets, the record.
import { answer, birthDate, newAppointment, noToTheRest, openAppointment, pick, practitionersPart, question, record, settled, sign, verdict } from "../steps.mjs";

export default async function (t) {
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await t.axe(page, "day");
  await newAppointment(page, { name: "Vera Visionary" });
  t.check((await verdict(page)) === "WAIT", "an empty form waits");
  await t.axe(page, "empty form");

  await birthDate(page, "14", "5", "1988");
  const products = question(page, /put on your skin/);
  await pick(products.getByRole("combobox").first(), "Retin-A");
  await products.getByRole("radio", { name: "Last time" }).first().check();
  await products.getByRole("combobox", { name: /Last day/ }).first().selectOption({ label: "about … ago" });
  await products.getByRole("textbox", { name: "How many" }).fill("2");
  await products.getByRole("combobox", { name: "Unit" }).selectOption("weeks");
  await answer(page, /^Have you ever had a keloid/, "Not sure");
  t.check((await products.getByRole("radio", { name: "Yes, that is all" }).isChecked()) === false, "nobody has said that this is all");
  await products.getByRole("radio", { name: "Yes, that is all" }).check();
  await noToTheRest(page, "The client");
  await practitionersPart(page);
  t.check((await verdict(page)) === "WAIT", "a keloid that nobody is sure of waits");
  const answerPanel = page.getByRole("complementary", { name: "The answer" });
  await answerPanel.getByText(/keloid/i).first().waitFor();
  await t.axe(page, "filled form");
  await t.shot(page, "waits");
  await answer(page, /^Have you ever had a keloid/, "No");
  t.check((await verdict(page)) === "GO", "two weeks ago is long enough for a retinoid, and nothing else is open");
  await answer(page, /^Are you pregnant/, "Yes");
  t.check((await verdict(page)) === "WAIT", "never while pregnant");

  await sign(page);
  const entry = await record(page);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await t.axe(page, "decision");
  t.check(await page.getByText("WAIT", { exact: true }).first().isVisible(), "the decision is shown");

  // Against a WAIT: only with a reason and a name, and it shows ever after.
  await page.getByRole("button", { name: /against/i }).first().click();
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: "Go against this WAIT" });
  await dialog.getByRole("textbox", { name: "Your name" }).fill("Dr Invented");
  await dialog.getByRole("checkbox").check();
  const why = dialog.getByRole("textbox", { name: /^Why/ });
  await why.fill("short");
  await confirm.click();
  t.check(await dialog.isVisible(), "five letters are no reason");
  await t.axe(page, "override");
  await why.fill("The test of this morning was negative, seen by me.");
  await confirm.click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("The test of this morning was negative").first().waitFor();
  await t.axe(page, "decision with an override");
  const kept = await t.api(page, "GET", `/v1/decisions/${entry}`);
  t.check(kept.json.decision.verdict === "WAIT", "an override never changes the decision");

  await page.goto(t.base);
  await page.getByRole("row", { name: /Vera Visionary/ }).waitFor();
  t.check(/overrid|against/i.test(await page.getByRole("row", { name: /Vera Visionary/ }).innerText()), "the day list shows the override");

  // The client's page: every entry, and the replay.
  await page.goto(`${t.base}/clients/${kept.json.client.id ?? kept.json.client}`);
  await page.getByRole("heading", { level: 1, name: "Vera Visionary" }).waitFor();
  await page.waitForTimeout(500);
  await t.axe(page, "client");
  const replay = await t.api(page, "GET", `/v1/decisions/${entry}/replay`);
  t.check(replay.json.same === true, `the replay differs: ${replay.text.slice(0, 300)}`);
}
