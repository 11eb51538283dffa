// A list of appointments from a file: JSON or CSV. All of it or nothing; faults are said by row.
import { useState } from 'preact/hooks';

import { call, type Fault } from '../api.ts';
import { plural } from '../answer/words.ts';
import { mediumDay } from '../days.ts';
import { useAct } from '../ui/act.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';

const most = 1024 * 1024; // bytes, as the server takes

interface Imported {
  imported: number;
  new_clients: number;
  days: string[];
}

interface Chosen {
  name: string;
  text: string;
  csv: boolean;
}

/** Where a fault stands, for a person: "Row 3" of a JSON list, "Line 4" of a file. */
export function rowOf(fault: Fault, csv: boolean): string {
  if (csv && fault.line) return `Line ${fault.line}`;
  const row = /^\/(?:appointments\/)?(\d+)/.exec(fault.pointer ?? '')?.[1];
  if (row !== undefined) return csv ? `Row ${Number(row) + 1} after the header` : `Entry ${Number(row) + 1}`;
  return fault.line ? `Line ${fault.line}` : 'The file';
}

/** The server marks names as code; here they are read. */
const quoted = (text: string) => text.replace(/`([^`]*)`/g, '“$1”');

export function ImportDialog({ day, onClose, onDone }: { day: string; onClose: () => void; onDone: () => void }) {
  const act = useAct();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fault, setFault] = useState('');
  const [done, setDone] = useState<Imported | null>(null);
  const pick = async (file: File | undefined) => {
    act.clear();
    setDone(null);
    setChosen(null);
    setFault('');
    if (!file) return;
    if (file.size > most) return setFault('This file is too large for a list of appointments.');
    const text = await file.text();
    const csv = /\.csv$/i.test(file.name) || (!/\.json$/i.test(file.name) && !/^\s*[[{]/.test(text));
    setChosen({ name: file.name, text, csv });
  };
  const send = async (event: Event) => {
    event.preventDefault();
    if (!chosen) return setFault('Choose a file first.');
    let answer: Imported | null = null;
    const well = await act.run(async (key) => {
      answer = await call<Imported>('POST', '/v1/import', {
        body: chosen.text,
        type: chosen.csv ? 'text/csv' : 'application/json',
        key,
      });
    });
    if (well) {
      setDone(answer);
      onDone();
    }
  };
  return (
    <Dialog title="Import a list" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <p>
          A list of appointments from your booking program, as CSV or JSON. A CSV file begins with a row of names: <code>name, contact, day,
          time, treatment, area, depth, client id</code>. Either the whole list is taken, or nothing.
        </p>
        <p class="help">
          Example: <code>Anna Example,,{day},14:30,microneedling,face,1 mm,</code>
        </p>
        <Field label="File" {...(fault ? { error: fault } : {})}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,.json,text/csv,application/json"
              onClick={(event) => {
                // The same file, mended, chosen again must count as a choice.
                (event.currentTarget as HTMLInputElement).value = '';
              }}
              onChange={(event) => void pick((event.currentTarget as HTMLInputElement).files?.[0])}
            />
          )}
        </Field>
        {act.failure && (
          <Notice kind="problem" title="Nothing was imported">
            <p>{act.failure}</p>
            {act.faults.length > 0 && (
              <table class="faults">
                <thead>
                  <tr>
                    <th scope="col">Where</th>
                    <th scope="col">What is wrong</th>
                  </tr>
                </thead>
                <tbody>
                  {act.faults.map((one, index) => (
                    <tr key={index}>
                      <td class="nowrap">{rowOf(one, chosen?.csv ?? false)}</td>
                      <td>
                        {quoted(one.detail)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Notice>
        )}
        {done !== null && (
          <Notice kind="done" title="The list is imported">
            <p>
              {plural(done.imported, 'appointment')} came in, with {plural(done.new_clients, 'new client')}. To the days:
            </p>
            <ul class="plain row">
              {done.days.map((one) => (
                <li key={one}><a href={`/day/${one}`} onClick={onClose}>{mediumDay(one)}</a></li>
              ))}
            </ul>
          </Notice>
        )}
        <div class="row end">
          <button type="button" onClick={onClose}>{done === null ? 'Cancel' : 'Close'}</button>
          {done === null && <button class="primary" disabled={act.busy || !chosen}>Import {chosen?.name ?? ''}</button>}
        </div>
      </form>
    </Dialog>
  );
}
