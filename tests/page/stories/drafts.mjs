// A draft is never lost: the browser closed, the server killed, both.
import { answer, newAppointment, openAppointment, question } from "../steps.mjs";

export default async function (t) {
  t.expected = /Failed to load resource|ERR_CONNECTION|net::ERR/;
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  await newAppointment(page, { name: "Walt Whatif" });
  const address = page.url();
  const saved = () => page.waitForFunction(() => Object.keys(localStorage).every((key) => !/draft/.test(key)));
  const checked = async (where, text, choice) =>
    t.check(await question(where, text).getByRole("radio", { name: choice, exact: true }).first().isChecked().catch(() => false), `lost: ${text} ${choice}`);

  // Closed at once after the last key.
  await answer(page, /^Do you have diabetes/, "Yes");
  await page.close();
  const again = await t.contexts[0].newPage();
  t.watch(again);
  await again.goto(address);
  await question(again, /^Do you have diabetes/).waitFor();
  await checked(again, /^Do you have diabetes/, "Yes");

  // The server is killed; what is answered meanwhile stays on the device and is sent when it is back.
  await t.kill();
  await answer(again, /^Do you have a fever/, "No");
  await answer(again, /^Are you breastfeeding/, "Rather not say");
  await again.getByText(/kept on this device|not saved|trying/i).first().waitFor();
  // The browser is closed too, and comes back after the server.
  await again.close();
  await t.serve(["--single-user"]);
  const back = await t.contexts[0].newPage();
  t.watch(back);
  await back.goto(address);
  await question(back, /^Do you have a fever/).waitFor();
  await checked(back, /^Do you have a fever/, "No");
  await checked(back, /^Are you breastfeeding/, "Rather not say");
  await back.waitForTimeout(2500);

  // Another browser sees it too: the server has it.
  const other = await t.page();
  await other.goto(address);
  await question(other, /^Do you have a fever/).waitFor();
  await checked(other, /^Do you have a fever/, "No");
  await checked(other, /^Do you have diabetes/, "Yes");
}
