import type { Settings } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { Route } from '../../state/route.ts';
import { useAction } from '../../state/use-action.ts';
import { DataSection } from './DataSection.tsx';
import { Field } from './Field.tsx';
import './settings.css';

const LANGUAGES = ['system', 'en', 'ja'] as const;
const THEMES = ['system', 'light', 'dark'] as const;
const RETENTION_DAYS = [7, 30, 90, 365];

interface SettingsScreenProps {
  readonly go: (route: Route) => void;
}

export function SettingsScreen({ go }: SettingsScreenProps) {
  const { t, api, snapshot } = useApp();
  const { act } = useAction();
  const { settings } = snapshot;
  const set = (change: Partial<Settings>) => void act(() => api.call('settings.update', change));
  const days = [...new Set([...RETENTION_DAYS, settings.retentionDays])].sort((a, b) => a - b);
  return (
    <div className="screen settings">
      <header>
        <h1>{t.settings.title}</h1>
      </header>
      <section className="section" aria-labelledby="settings-appearance">
        <h2 id="settings-appearance">{t.settings.appearance}</h2>
        <Field label={t.settings.language}>
          <Select
            label={t.settings.language}
            value={settings.language}
            onChange={(language) => set({ language })}
            options={LANGUAGES.map((value) => ({ value, label: t.settings.languages[value] }))}
          />
        </Field>
        <Field label={t.settings.theme}>
          <Select
            label={t.settings.theme}
            value={settings.theme}
            onChange={(theme) => set({ theme })}
            options={THEMES.map((value) => ({ value, label: t.settings.themes[value] }))}
          />
        </Field>
      </section>
      <section className="section" aria-labelledby="settings-receiving">
        <h2 id="settings-receiving">{t.settings.receiving}</h2>
        <Field label={settings.paused ? t.state.paused : t.state.ready} hint={t.settings.pauseText}>
          <Button size="small" onClick={() => set({ paused: !settings.paused })}>
            {settings.paused ? t.settings.resume : t.settings.pause}
          </Button>
        </Field>
        <Field label={t.settings.retention} hint={t.settings.retentionText}>
          <Select
            label={t.settings.retention}
            value={String(settings.retentionDays)}
            onChange={(text) => set({ retentionDays: Number(text) })}
            options={days.map((n) => ({ value: String(n), label: t.settings.days(n) }))}
          />
        </Field>
      </section>
      <section className="section" aria-labelledby="settings-privacy">
        <h2 id="settings-privacy">{t.settings.privacy}</h2>
        <p>{t.settings.leaves}</p>
        <p>
          {t.settings.where} <code>{snapshot.dataDir}</code>
          <br />
          <span className="quiet">{t.settings.whereText}</span>
        </p>
      </section>
      <DataSection onAllGone={() => go({ at: 'home' })} />
    </div>
  );
}
