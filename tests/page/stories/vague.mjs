// Every way of not knowing a date, in the form and in the record that goes to the rules.
import { newAppointment, pick, question, settled } from "../steps.mjs";

export default async function (t) {
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  await newAppointment(page, { name: "Yara Yesterday" });
  const products = question(page, /put on your skin/);
  await pick(products.getByRole("combobox").first(), "retinol");
  await products.getByRole("radio", { name: "Last time" }).first().check();
  const how = products.getByRole("combobox", { name: /Last day/ }).first();
  // The last record that the page asked about.
  let asked = null;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/v1/live")) asked = JSON.parse(request.postData());
  });
  const last = async (expected, fillIn) => {
    await fillIn();
    await settled(page);
    await page.waitForTimeout(120);
    const entry = asked?.forms?.at(-1)?.answers?.products;
    const first = (Array.isArray(entry) ? entry : entry?.entries)?.[0];
    t.check(JSON.stringify(first?.last) === JSON.stringify(expected), `wanted ${JSON.stringify(expected)}, the record says ${JSON.stringify(first)}`);
  };
  const group = products.getByRole("group", { name: "Last day" }).first();
  const box = (name) => group.getByRole("textbox", { name, exact: true }).first();
  const way = (label) => how.selectOption({ label });
  await last("2026-03-01", async () => {
    await way("day, month or year");
    await box("Day").fill("1");
    await box("Month").fill("3");
    await box("Year").fill("2026");
  });
  await last("2026-02", async () => {
    await box("Day").fill("");
    await box("Month").fill("2");
  });
  await last("2025", async () => {
    await box("Month").fill("");
    await box("Year").fill("2025");
  });
  await last({ about: "3 weeks ago" }, async () => {
    await way("about … ago");
    await box("How many").fill("3");
    await group.getByRole("combobox", { name: "Unit" }).selectOption("weeks");
  });
  await last({ "in the last": "6 months" }, async () => {
    await way("in the last …");
    await box("How many").fill("6");
    await group.getByRole("combobox", { name: "Unit" }).selectOption("months");
  });
  await last({ "not in the last": "12 months" }, async () => {
    await way("not in the last …");
    await box("How many").fill("12");
    await group.getByRole("combobox", { name: "Unit" }).selectOption("months");
  });
  await last("unsure", async () => way("not sure"));
  await t.axe(page, "vague dates");
  await products.getByRole("radio", { name: "Still going on" }).first().check();
  await settled(page);
  const entry = asked.forms.at(-1).answers.products;
  t.check((Array.isArray(entry) ? entry : entry.entries)[0].ongoing === "yes", "still going on");

  // Words that no list knows are kept, and asked about; a slip of the finger still finds the brand.
  await products.getByRole("combobox", { name: /Add another|Yes: add/ }).first().fill("the green cream from Anna");
  await page.keyboard.press("Enter");
  await settled(page);
  await products.getByText("the green cream from Anna").first().waitFor();
  const medicines = question(page, /Which medicines/);
  await medicines.getByRole("combobox").first().fill("acutane");
  await page.getByRole("option", { name: /Accutane/i }).first().waitFor();
  await t.shot(page, "search");
  for (const choice of ["Not sure", "Rather not say"]) {
    await question(page, /^Do you smoke/).getByRole("radio", { name: choice }).check();
    await settled(page);
  }
  t.check(asked.forms.at(-1).answers.smoker === "declined", "rather not say");
  await question(page, /^Do you smoke/).getByRole("button", { name: "Clear" }).click();
  await settled(page);
  t.check([undefined, null].includes(asked.forms.at(-1).answers.smoker), "blank again");
}
