// One question of the form.
import type { Json, Question } from '../api.ts';
import { memo } from '../ui/memo.ts';
import { AnswerEditor } from './answer-editor.tsx';
import type { Changes } from './arrange.ts';
import { Card, type Earlier } from './card.tsx';
import { answerInWords } from './record.ts';

export interface CardProps<Spec> {
  spec: Spec;
  value: Json | undefined;
  earlier: Earlier | undefined;
  changes: Changes;
  hints: string;   // what is still to be asked about it, a line each
  fault: string;   // why the server did not take it
  only: boolean;   // hangs on the question above
  reopened: boolean;  // an earlier answer is being changed
  onAnswer: (name: string, json: Json, since: number) => void;
  onReopen: (name: string) => void;
}

export const QuestionCard = memo(function QuestionCard(props: CardProps<Question>) {
  const { spec, value } = props;
  const help = spec.kind === 'number' || (spec.box_for?.length ?? 0) === 0 ? '' : 'No stands for each of them; yes for at least one.';
  return (
    <Card {...props} help={help} earlierInWords={props.earlier ? answerInWords(spec, props.earlier.json) : ''} answered={value !== undefined && value !== null}>
      <AnswerEditor asked={spec} label={spec.text} value={value} onChange={(json, since) => props.onAnswer(spec.name, json, since)} />
    </Card>
  );
});
