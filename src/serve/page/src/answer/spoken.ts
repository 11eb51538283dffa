// Tells a screen reader, politely, when the verdict or its headline has changed, once the typing rests.
import type { LiveAnswer } from '../api.ts';
import { live } from '../live.ts';
import { announce } from '../ui/announce.ts';
import { plural } from './words.ts';

const rest = 900; // ms without a further change

/** "WAIT recommended until the answers are clear. 3 questions left." */
export function spoken({ decision, next }: LiveAnswer): string {
  const lines = decision.treatments.map((t) => (decision.treatments.length === 1 ? t.headline : `${t.title}: ${t.headline}`));
  const left = next.settled ? 'No answer can change that.' : `${plural(next.left, 'question')} left.`;
  return `${lines.join('. ')}. ${left}`;
}

let told: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function look(): void {
  const { answer } = live.value;
  const key = answer ? answer.decision.treatments.map((t) => t.headline).join('|') : null;
  // What stands when the page opens is read with the page.
  if (key === null || told === null) {
    told = key;
    clearTimeout(timer);
    return;
  }
  clearTimeout(timer);
  if (key === told || !answer) return;
  timer = setTimeout(() => {
    told = key;
    announce(spoken(answer));
  }, rest);
}

live.subscribe(look);
