// node run.mjs STORY CONTRA CHROMIUM [SHOTS]: plays one story of stories/, whose default export gets a Story. Exit code 1,
// with every fault, when something does not hold.
import { Story } from "./harness.mjs";

const [name, contra, chromium, shots] = process.argv.slice(2);
const story = new Story({ contra, chromium, shots });
let thrown;
try {
  const { default: play } = await import(`./stories/${name}.mjs`);
  await play(story);
} catch (error) {
  thrown = error;
  for (const [number, context] of story.contexts.entries())
    for (const page of context.pages()) {
      console.error(`page ${number}: ${page.url()}`);
      await page.screenshot({ path: `failed-${name}-${number}.png`, fullPage: true }).catch(() => {});
    }
}
await story.end().catch((error) => (thrown ??= error));
for (const fault of story.faults) console.error(fault);
if (thrown) console.error(thrown);
process.exit(thrown || story.faults.length ? 1 : 0);
