// A new appointment: a client that is known, or a new one; the day, the time, what is planned.
import { useEffect, useState } from 'preact/hooks';

import { type Client, call, type FormSpec, type PlanItem, reason } from '../api.ts';
import { addDays, dayValue } from '../days.ts';
import { planAppointment } from '../records/calls.ts';
import { ClientSearch } from '../client/find.tsx';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { DayWords } from '../ui/day-words.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { useLoad } from '../ui/load.tsx';

interface Pack {
  name: string;
  title: string;
}

interface Props {
  day: string;
  client?: Client;
  onClose: () => void;
  onDone: (appointment: string) => void;
}

export function NewAppointmentDialog({ day: first, client: known, onClose, onDone }: Props) {
  const act = useAct();
  const packs = useLoad<{ packs: Pack[] }>('/v1/packs');
  const [client, setClient] = useState<Client | null>(known ?? null);
  const [fresh, setFresh] = useState(false);
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [day, setDay] = useState(first);
  const [time, setTime] = useState('');
  const [plan, setPlan] = useState<PlanItem[]>([]);
  const [tried, setTried] = useState(false);
  const faults = {
    client: client || (fresh && name.trim() !== '') ? '' : fresh ? 'Write the name.' : 'Choose a client, or write down a new one.',
    day: dayValue(day) === null ? 'Choose a day.' : '',
    plan: plan.length ? '' : 'Choose at least one treatment.',
  };
  const value = (set: (text: string) => void) => (event: Event) => set((event.currentTarget as HTMLInputElement).value);
  const save = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (faults.client || faults.day || faults.plan) return;
    let made = '';
    const well = await act.run(async (key) => {
      const id = client?.id ?? (await newClient(name, contact, `${key}c`)).id;
      made = (await planAppointment({ client: id, day, time, plan }, key)).appointment.id;
    });
    if (well) onDone(made);
  };
  return (
    <Dialog title="New appointment" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)} noValidate>
        <ActFailure act={act} title="The appointment was not made" />
        {client ? (
          <p class="row">
            Client: <strong>{client.name}</strong>
            {!known && <button type="button" class="quiet" onClick={() => setClient(null)}>Another client</button>}
          </p>
        ) : fresh ? (
          <>
            <Field label="Name of the new client" {...(tried && faults.client ? { error: faults.client } : {})}>
              {(control) => <input {...control} type="text" autocomplete="off" value={name} onInput={value(setName)} />}
            </Field>
            <Field label="Telephone or e-mail" help="May stay empty.">
              {(control) => <input {...control} type="text" autocomplete="off" value={contact} onInput={value(setContact)} />}
            </Field>
            <p><button type="button" class="quiet" onClick={() => setFresh(false)}>Search for a known client instead</button></p>
          </>
        ) : (
          <>
            <ClientSearch onChoose={setClient} />
            {tried && faults.client && <p class="error" role="alert">{faults.client}</p>}
            <p><button type="button" onClick={() => setFresh(true)}>A new client</button></p>
          </>
        )}
        <div class="two">
          <Field label="Day" {...(tried && faults.day ? { error: faults.day } : {})}>
            {(control) => (
              <>
                <input {...control} type="date" value={day} min={addDays(first, -3660)} onInput={value(setDay)} />
                <DayWords day={day} />
              </>
            )}
          </Field>
          <Field label="Time">
            {(control) => <input {...control} type="time" value={time} onInput={value(setTime)} />}
          </Field>
        </div>
        <fieldset>
          <legend>Treatment</legend>
          {packs.error ? <p class="error">{reason(packs.error)}</p> : null}
          {(packs.data?.packs ?? []).map((pack) => {
            const at = plan.findIndex((item) => item.treatment === pack.name);
            return (
              <div key={pack.name}>
                <label class="choice">
                  <input
                    type="checkbox"
                    checked={at >= 0}
                    onChange={() => setPlan(at >= 0 ? plan.filter((_, index) => index !== at) : [...plan, { treatment: pack.name }])}
                  />
                  {pack.title}
                </label>
                {at >= 0 && (
                  <PlanSetting item={plan[at] ?? { treatment: pack.name }} onChange={(item) => setPlan(plan.map((one, index) => (index === at ? item : one)))} />
                )}
              </div>
            );
          })}
          {tried && faults.plan && <p class="error" role="alert">{faults.plan}</p>}
        </fieldset>
        <div class="row end">
          <button type="button" onClick={onClose}>Cancel</button>
          <button class="primary" disabled={act.busy}>Make the appointment</button>
        </div>
      </form>
    </Dialog>
  );
}

export const newClient = async (name: string, contact: string, key: string): Promise<Client> =>
  (await call<{ client: Client }>('POST', '/v1/clients', { body: { name: name.trim(), contact: contact.trim(), note: '' }, key })).client;

/** Area and depth; what is not known yet is asked later. */
function PlanSetting({ item, onChange }: { item: PlanItem; onChange: (item: PlanItem) => void }) {
  const form = useLoad<FormSpec>(`/v1/form?treatment=${encodeURIComponent(item.treatment)}`);
  const [depth, setDepth] = useState('');
  const spec = form.data?.treatments[0]?.depth ?? null;
  const area = Array.isArray(item.area) ? (item.area[0] ?? '') : '';
  useEffect(() => {
    const { depth: _, ...rest } = item;
    const amount = Number(depth.replace(',', '.'));
    if (depth === '' || !spec) onChange(rest);
    else if (spec.kind === 'options') onChange({ ...rest, depth });
    else if (Number.isFinite(amount)) onChange({ ...rest, depth: { [spec.unit]: amount } as PlanItem['depth'] });
  }, [depth, spec]);
  if (!form.data) return null;
  return (
    <div class="two indent">
      <Field label="Area">
        {(control) => (
          <select
            {...control}
            value={area}
            onChange={(event) => {
              const { value } = event.currentTarget as HTMLSelectElement;
              const { area: _, ...rest } = item;
              onChange(value === '' ? rest : { ...rest, area: [value] });
            }}
          >
            <option value="">not known yet</option>
            {form.data?.areas.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
          </select>
        )}
      </Field>
      {spec && (
        <Field label={spec.kind === 'number' ? `Depth in ${spec.unit}` : 'Depth'}>
          {(control) =>
            spec.kind === 'number' ? (
              <input {...control} type="number" min={spec.from} max={spec.to} step="0.1" inputMode="decimal" value={depth} onInput={(event) => setDepth((event.currentTarget as HTMLInputElement).value)} />
            ) : (
              <select {...control} value={depth} onChange={(event) => setDepth((event.currentTarget as HTMLSelectElement).value)}>
                <option value="">not known yet</option>
                {spec.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
              </select>
            )
          }
        </Field>
      )}
    </div>
  );
}
