// The day of a date field in words: the field itself is written as the browser's language has it, 03/04 or 04/03.
import { dayValue, longDay } from '../days.ts';

export function DayWords({ day }: { day: string }) {
  return dayValue(day) === null ? null : <p class="help">{longDay(day)}</p>;
}
