import { Switch } from '../../components/Switch.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';

/** Whether the person is told of this cohort's changes; nothing where nobody can be. */
export function NotifySwitch({ cohort }: { readonly cohort: number }) {
  const { t, api, snapshot } = useApp();
  const { act } = useAction();
  const { notifications } = snapshot.shell;
  if (notifications === null) return null;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch in it is the control
    <label className="cohort-notify" title={t.cohort.notifyHint}>
      {t.cohort.notify}
      <Switch
        label={t.cohort.notify}
        isOn={notifications.cohorts.includes(cohort)}
        onChange={(isOn) => void act(() => api.call('notifications.follow', { cohort, isOn }))}
      />
    </label>
  );
}
