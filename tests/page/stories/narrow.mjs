// Every page on a phone of 320 px, light and dark: nothing scrolls sideways, nothing that axe finds.
import { openAppointment } from "../steps.mjs";

export default async function (t) {
  await t.serve();
  for (const dark of [false, true])
    for (const width of [320, 768]) {
      const page = await t.page({ width, height: 720, dark, hasTouch: true });
      const name = `${width}${dark ? ", dark" : ""}`;
      const look = async (what) => {
        await page.waitForTimeout(300);
        await t.fits(page, `${what} (${name})`);
        await t.axe(page, `${what} (${name})`);
        await t.shot(page, `${what.replaceAll(" ", "-")}-${width}${dark ? "-dark" : ""}`);
      };
      await page.goto(t.base);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByText("Bruno Beispiel").first().waitFor();
      await look("day");
      const { json: day } = await t.api(page, "GET", "/v1/days/2026-03-16");
      const of = (client) => day.appointments.find((one) => one.client_name === client).appointment;
      for (const client of ["Bruno Beispiel", "Carla Invented"]) {
        await page.goto(`${t.base}/appointments/${of(client).id}`);
        await page.getByRole("heading", { level: 1, name: client }).waitFor();
        await page.waitForTimeout(500);
        await look(`form of ${client}`);
      }
      await page.goto(`${t.base}/clients/${of("Bruno Beispiel").client}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await look("client");
      await page.goto(`${t.base}/settings`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await look("settings");
    }
}
