// The answer beside the form.
import { live } from '../live.ts';
import { useStore } from '../store.ts';
import { VerdictBadge } from '../ui/verdict.tsx';

export function AnswerPanel() {
  const { answer } = useStore(live);
  if (!answer) return <p class="loading">No answer yet.</p>;
  return <VerdictBadge verdict={answer.decision.verdict} size="large" />;
}

/** One line for a narrow screen. */
export function AnswerSummary() {
  const { answer } = useStore(live);
  return answer ? <VerdictBadge verdict={answer.decision.verdict} /> : null;
}
