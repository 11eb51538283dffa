// The page comes up, and its first screen is the day.
export default async function (t) {
  await t.serve();
  const page = await t.page();
  await page.goto(t.base);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await t.axe(page, "first screen");
  await t.shot(page, "start");
}
