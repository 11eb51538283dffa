// A question that would settle something. A tap goes to it in the form.
import type { Question } from '../decision.ts';
import { useActions } from './actions.ts';
import { capital, listWords, pointerWords, spaced } from './words.ts';

const whatWords: Record<string, string> = {
  question: 'question',
  list: 'list',
  entry_term: 'what it is',
  entry_date: 'date',
  entry_detail: 'detail',
  entry_exists: 'was it so?',
  plan_area: 'planned area',
  plan_depth: 'planned depth',
  clearance: 'clearance',
};

export function QuestionItem({ question, quiet = false }: { question: Question; quiet?: boolean }) {
  const { ask } = useActions();
  const text = <span data-shows="question.text">{question.text}</span>;
  return (
    <li class="to-ask">
      {ask ? (
        <button type="button" class="ask" onClick={() => ask(question)}>
          {text}
        </button>
      ) : (
        text
      )}
      <span class="question-about">
        {/* Beside its reason the words of a question say that it is one. */}
        {!(quiet && ['question', 'list'].includes(question.what)) && (
          <span class="mark" data-shows="question.what">{whatWords[question.what] ?? spaced(question.what)}</span>
        )}
        {question.state !== undefined && <span data-shows="question.state">{capital(question.state)}</span>}
        {!quiet && (
          <>
            {question.checks.length > 0 && (
              <span class="muted" data-shows="question.checks">for {listWords(question.checks.map(spaced))}</span>
            )}
            {question.question !== undefined && (
              <span class="muted" data-shows="question.question">in “{spaced(question.question)}”</span>
            )}
            {question.pointer !== undefined && (
              <span class="muted" data-shows="question.pointer">({pointerWords(question.pointer)})</span>
            )}
          </>
        )}
      </span>
    </li>
  );
}

export function Questions({ questions, shows, quiet }: { questions: Question[]; shows: string; quiet?: boolean }) {
  if (!questions.length) return null;
  return (
    <ul class="questions" data-shows={shows}>
      {questions.map((question, index) => (
        <QuestionItem key={`${question.what} ${question.pointer ?? question.question ?? ''} ${index}`} question={question} quiet={quiet ?? false} />
      ))}
    </ul>
  );
}
