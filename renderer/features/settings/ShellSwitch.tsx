import type { SwitchName } from '../../../shared/api/settings-model.ts';
import { Switch } from '../../components/Switch.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';
import { Field } from './Field.tsx';

/** One thing that can be switched in the shell around the screens; nothing where it can't be had. */
export function ShellSwitch({ name }: { readonly name: SwitchName }) {
  const { t, api, snapshot } = useApp();
  const { act } = useAction();
  const isOn = snapshot.shell.switches[name];
  return (
    isOn !== undefined && (
      <Field label={t.settings.switches[name]} hint={t.settings.switchHints[name]}>
        <Switch
          label={t.settings.switches[name]}
          isOn={isOn}
          onChange={(next) => void act(() => api.call('settings.switch', { name, isOn: next }))}
        />
      </Field>
    )
  );
}
