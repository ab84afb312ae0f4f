import { SWITCHES } from '../../../shared/api/settings-model.ts';
import { Section } from './Section.tsx';
import { ShellSwitch } from './ShellSwitch.tsx';

/** What can be switched in the shell around the screens. */
export function ShellSection() {
  return (
    <Section name="shell">
      {SWITCHES.filter((name) => name !== 'notifications').map((name) => (
        <ShellSwitch key={name} name={name} />
      ))}
    </Section>
  );
}
