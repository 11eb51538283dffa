// What stories do again and again, as a person would: by label, by role.

/** Waits until the answer beside the form belongs to the form as it is now. */
export async function settled(page) {
  await page.waitForTimeout(60);
  await page.waitForFunction(() => document.querySelector(".panel") && !document.querySelector(".panel[aria-busy=true]"));
}

export async function openAppointment(page, name) {
  await page.getByRole("link", { name, exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("complementary", { name: "The answer" }).getByRole("tab", { name: "Answer" }).waitFor();
}

/** A new client with an appointment today. */
export async function newAppointment(page, { name, contact = "", time = "17:00", treatment = /Microneedling/, type = fill }) {
  await page.getByRole("button", { name: "New appointment" }).click();
  const dialog = page.getByRole("dialog", { name: "New appointment" });
  await dialog.getByRole("button", { name: "A new client" }).click();
  await type(dialog.getByRole("textbox", { name: "Name of the new client" }), name);
  if (contact) await type(dialog.getByRole("textbox", { name: "Telephone or e-mail" }), contact);
  await dialog.getByLabel("Time").fill(time);
  await dialog.getByRole("checkbox", { name: treatment }).check();
  const area = dialog.getByRole("combobox", { name: /area/i }).first();
  await area.selectOption({ label: "the face" });
  await type(dialog.getByLabel(/depth/i).first(), "0.5");
  await dialog.getByRole("button", { name: "Make the appointment" }).click();
  await page.waitForURL(/\/appointments\//);
  await settled(page);
}

export const fill = (box, text) => box.fill(text);
/** A practised hand: some 200 characters a minute. */
export const byHand = async (box, text) => {
  await box.click();
  await box.pressSequentially(text, { delay: 150 });
};

/** Types into a combobox and takes the option of that name. */
export async function pick(box, name, type = fill) {
  await type(box, name);
  await box.page().getByRole("option", { name: new RegExp(`^${escape(name)}`, "i") }).first().click();
}
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export const question = (page, text) => page.getByRole("group", { name: text }).first();

/** Answers one question by the label of a choice. */
export async function answer(page, text, choice) {
  await question(page, text).getByRole("radio", { name: choice, exact: true }).first().check();
}

export async function birthDate(page, day, month, year, type = fill) {
  const group = question(page, "What is your date of birth?");
  await type(group.getByRole("textbox", { name: "Day" }).first(), day);
  await type(group.getByRole("textbox", { name: "Month" }).first(), month);
  await type(group.getByRole("textbox", { name: "Year" }).first(), year);
}

/** Every question of a part that is open and not yet answered: no. `pause`: how long a person takes to read each. */
export async function noToTheRest(page, part, pause = 0) {
  const region = page.getByRole("region", { name: part });
  for (let round = 0; round < 80; ++round) {
    const done = await region.evaluate((root) => {
      for (const group of root.querySelectorAll("fieldset")) {
        if (group.closest("details:not([open])")) continue;
        const radios = [...group.querySelectorAll("input[type=radio]")].filter((r) => r.closest("fieldset") === group);
        if (!radios.length || radios.some((r) => r.checked)) continue;
        // A list with entries is answered.
        if (group.querySelector("li button[aria-label^=Remove]")) continue;
        const no = radios.find((r) => /^(No|No, none)$/.test(r.closest("label")?.textContent?.trim() ?? document.querySelector(`label[for="${r.id}"]`)?.textContent?.trim() ?? ""));
        if (!no) continue;
        no.scrollIntoView({ block: "center" });
        no.click();
        return false;
      }
      return true;
    });
    if (done) return;
    await page.waitForTimeout(pause || 20);
  }
  throw new Error("the questions do not end");
}

export async function practitionersPart(page, pause = 0) {
  await answer(page, "Fitzpatrick skin type", "II");
  await page.waitForTimeout(pause);
  for (const [text, choice] of [
    ["Patch test with the metal of the needles", "clear"],
    ["Test spot of this treatment", "clear"],
    [/inside the bony rim/, "No"],
    [/talked through/, "Yes"],
  ]) {
    const group = question(page, text);
    if (!(await group.isVisible().catch(() => false))) continue;
    await group.getByRole("radio", { name: choice, exact: true }).check();
    await page.waitForTimeout(pause);
  }
}

/** GO or WAIT, as the panel says it. */
export async function verdict(page) {
  await settled(page);
  return (await page.locator(".answer .verdict").first().innerText()).trim();
}

/** Signs what was filled in, the client's and then the practitioner's. */
export async function sign(page) {
  for (const part of ["The client", "The practitioner"]) {
    const button = page.getByRole("region", { name: part }).getByRole("button", { name: /^Sign/ });
    if (!(await button.count())) continue;
    await button.click();
    await page.getByRole("region", { name: part }).getByText(/Signed today|Last signed/).first().waitFor();
  }
  await settled(page);
}

/** The appointment's decision, recorded; its number. */
export async function record(page) {
  await page.getByRole("button", { name: "Record this decision" }).click();
  await page.waitForURL(/\/decisions\/\d+/);
  return Number(page.url().match(/(\d+)$/)[1]);
}
