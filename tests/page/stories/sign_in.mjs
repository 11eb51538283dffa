// Named users: signing in, a wrong password, what a practitioner may not, signing out.
import { execFileSync } from "node:child_process";

const password = "five invented words at a time";

export default async function (t) {
  t.expected = /status of (401|403|429)/;
  for (const [name, role] of [["M. Example", "manager"], ["P. Example", "practitioner"]])
    execFileSync(t.contra, ["users", "add", name, "--role", role, "--data", t.data], { input: `${password}\n` });
  await t.serve([]);
  const page = await t.page();
  await page.goto(t.base);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await t.axe(page, "sign in");
  await t.shot(page, "sign-in");
  const signIn = async (name, word) => {
    await page.getByLabel(/name/i).first().fill(name);
    await page.getByLabel(/password/i).first().fill(word);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await signIn("P. Example", "not the password at all");
  await page.getByRole("alert").first().waitFor();
  await t.axe(page, "a wrong password");
  await signIn("P. Example", password);
  await page.getByRole("heading", { level: 1, name: /2026/ }).waitFor();
  const cookies = await t.contexts[0].cookies();
  t.check(cookies.length > 0 && cookies.every((c) => c.httpOnly && c.sameSite === "Strict"), "a cookie that scripts or other sites can use");
  const users = await t.api(page, "GET", "/v1/users");
  t.check(users.status === 403, `a practitioner sees the users: ${users.status}`);
  await page.goto(`${t.base}/settings`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(400);
  await t.axe(page, "settings of a practitioner");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  t.check((await page.evaluate(() => Object.keys(localStorage).length)) === 0, "something stays on the device");
  await page.goBack().catch(() => {});
  await page.waitForTimeout(500);
  t.check(await page.getByRole("button", { name: "Sign in" }).isVisible(), "the page before can be seen after signing out");
  await signIn("M. Example", password);
  await page.waitForTimeout(800);
  await page.goto(`${t.base}/settings`);
  for (const tab of ["Users", "Tokens", "Who looked at what"]) {
    await page.getByRole("tab", { name: tab }).click();
    await page.waitForTimeout(400);
    if (tab === "Users") await page.getByText("P. Example").first().waitFor();
    await t.axe(page, `settings of a manager: ${tab}`);
  }
}
