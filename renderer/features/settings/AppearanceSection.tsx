import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';
import { Field } from './Field.tsx';
import { Section } from './Section.tsx';
import { useSettings } from './use-settings.ts';

const LANGUAGES = ['system', 'en', 'ja'] as const;
const THEMES = ['system', 'light', 'dark'] as const;

export function AppearanceSection() {
  const { t } = useApp();
  const [settings, set] = useSettings();
  return (
    <Section name="appearance">
      <Field label={t.settings.language}>
        <Select
          label={t.settings.language}
          value={settings.language}
          onChange={(language) => void set({ language })}
          options={LANGUAGES.map((value) => ({ value, label: t.settings.languages[value] }))}
        />
      </Field>
      <Field label={t.settings.theme}>
        <Select
          label={t.settings.theme}
          value={settings.theme}
          onChange={(theme) => void set({ theme })}
          options={THEMES.map((value) => ({ value, label: t.settings.themes[value] }))}
        />
      </Field>
    </Section>
  );
}
