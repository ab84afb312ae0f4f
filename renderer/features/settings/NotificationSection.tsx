import type { Notifications } from '../../../shared/api/notification-model.ts';
import { Select } from '../../components/Select.tsx';
import { Switch } from '../../components/Switch.tsx';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import { useAction } from '../../state/use-action.ts';
import { choices } from './choices.ts';
import { Field } from './Field.tsx';
import { Section } from './Section.tsx';
import { ShellSwitch } from './ShellSwitch.tsx';

const HOUR_MINUTES = 60;
const GATHERING = [0, 15, HOUR_MINUTES, 4 * HOUR_MINUTES, 24 * HOUR_MINUTES];
const HALF_HOURS = Array.from({ length: 48 }, (_, i) => i * 30);
const NIGHT = { fromMinute: 22 * HOUR_MINUTES, toMinute: 8 * HOUR_MINUTES };

/** What is told of outside the window, and when. */
export function NotificationSection({ chosen }: { readonly chosen: Notifications }) {
  const { t, api, format, snapshot } = useApp();
  const { act } = useAction();
  const { gatherMinutes, quietHours } = chosen;
  const set = (change: Partial<Notifications>) =>
    void act(() => api.call('notifications.update', change));
  const told = snapshot.cohorts.filter(({ id }) => chosen.cohorts.includes(id));
  const names = told.map((cohort) => cohortName(cohort, t));
  return (
    <Section name="notifications">
      <ShellSwitch name="notifications" />
      <Field
        label={t.settings.changes}
        hint={names.length === 0 ? t.settings.changesNone : t.settings.changesOf(names)}
      />
      <Field label={t.settings.gather} hint={t.settings.gatherText}>
        <Select
          label={t.settings.gather}
          value={String(gatherMinutes)}
          onChange={(text) => set({ gatherMinutes: Number(text) })}
          options={choices(GATHERING, gatherMinutes, (minutes) =>
            minutes === 0 ? t.settings.gatherAtOnce : format.span(minutes * 60_000),
          )}
        />
      </Field>
      <Field label={t.settings.quietHours} hint={t.settings.quietHoursText}>
        <Switch
          label={t.settings.quietHours}
          isOn={quietHours !== null}
          onChange={(isOn) => set({ quietHours: isOn ? NIGHT : null })}
        />
      </Field>
      {quietHours !== null && (
        <QuietHours hours={quietHours} onChange={(hours) => set({ quietHours: hours })} />
      )}
    </Section>
  );
}

interface QuietHoursProps {
  readonly hours: NonNullable<Notifications['quietHours']>;
  readonly onChange: (hours: NonNullable<Notifications['quietHours']>) => void;
}

function QuietHours({ hours, onChange }: QuietHoursProps) {
  const { t, format } = useApp();
  const { fromMinute, toMinute } = hours;
  // Both at once would be a day without end, or none at all.
  const times = (chosen: number, other: number) =>
    choices(
      HALF_HOURS.filter((minute) => minute !== other),
      chosen,
      format.timeOfDay,
    );
  return (
    <div className="quiet-hours">
      <Select
        label={t.settings.quietFrom}
        isLabelShown
        value={String(fromMinute)}
        onChange={(text) => onChange({ ...hours, fromMinute: Number(text) })}
        options={times(fromMinute, toMinute)}
      />
      <Select
        label={t.settings.quietTo}
        isLabelShown
        value={String(toMinute)}
        onChange={(text) => onChange({ ...hours, toMinute: Number(text) })}
        options={times(toMinute, fromMinute)}
      />
    </div>
  );
}
