// A new practitioner's first screening, with no manual and the pace of a person: under two minutes.
import { answer, birthDate, byHand, newAppointment, noToTheRest, openAppointment, practitionersPart, record, sign, verdict } from "../steps.mjs";

const reading = 1000; // milliseconds for a question that a client answers aloud

export default async function (t) {
  await t.serve();
  const page = await t.page();
  const began = Date.now();
  await page.goto(t.base);
  await newAppointment(page, { name: "Ulla Unreal", contact: "ulla@example.org", type: byHand });
  await birthDate(page, "14", "5", "1988", byHand);
  await noToTheRest(page, "The client", reading);
  await practitionersPart(page, reading);
  t.check((await verdict(page)) === "GO", "who has nothing may be treated");
  await sign(page);
  await record(page);
  const seconds = (Date.now() - began) / 1000;
  console.log(`first screening: ${seconds.toFixed(0)} s`);
  t.check(seconds < 120, `the first screening took ${seconds} s`);
}
