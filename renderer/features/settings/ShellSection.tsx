import { SWITCHES } from '../../../shared/api/settings-model.ts';
import { Switch } from '../../components/Switch.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';
import { Field } from './Field.tsx';
import { Section } from './Section.tsx';

/** What can be switched in the shell around the screens. */
export function ShellSection() {
  const { t, api, snapshot } = useApp();
  const { act } = useAction();
  const { switches } = snapshot.shell;
  return (
    <Section name="shell">
      {SWITCHES.map((name) => {
        const isOn = switches[name];
        return (
          isOn !== undefined && (
            <Field key={name} label={t.settings.switches[name]} hint={t.settings.switchHints[name]}>
              <Switch
                label={t.settings.switches[name]}
                isOn={isOn}
                onChange={(next) =>
                  void act(() => api.call('settings.switch', { name, isOn: next }))
                }
              />
            </Field>
          )
        );
      })}
    </Section>
  );
}
