// Days, which the API writes as "2026-03-16", in words. No time zone comes in: a day is a day.

const full = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const medium = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** Midnight UTC of that day, or null when there is no such day. */
export function dayValue(day: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return null;
  const value = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(value).toISOString().slice(0, 10) === day ? value : null;
}

export function addDays(day: string, count: number): string {
  const value = dayValue(day);
  return value === null ? day : new Date(value + count * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round(((dayValue(to) ?? 0) - (dayValue(from) ?? 0)) / 86_400_000);
}

function write(format: Intl.DateTimeFormat, day: string): string {
  const value = dayValue(day);
  return value === null ? day : format.format(value).replace(',', '');
}

/** "Monday 16 March 2026" */
export const longDay = (day: string) => write(full, day);
/** "16 March 2026" */
export const mediumDay = (day: string) => write(medium, day);
/** "Mon 16 Mar" */
export const shortDay = (day: string) => write(short, day);
/** "March 2026", of "2026-03" or a day in it */
export const monthName = (text: string) => write(month, text.slice(0, 7) + '-01');
