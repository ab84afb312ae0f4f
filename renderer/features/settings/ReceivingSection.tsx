import type { Settings } from '../../../shared/api/settings-model.ts';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useOfferUndo } from '../../state/use-offer-undo.ts';
import { choices } from './choices.ts';
import { Field } from './Field.tsx';
import { Section } from './Section.tsx';
import { useSettings } from './use-settings.ts';

const DAYS = [7, 30, 90, 365];
const MIB = 1024 ** 2;
const SIZES = [512 * MIB, 2048 * MIB, 10_240 * MIB, 51_200 * MIB];

type Retention = Pick<Settings, 'retentionDays' | 'retentionBytes'>;

export function ReceivingSection() {
  const { t, format } = useApp();
  const [settings, set] = useSettings();
  const offerUndo = useOfferUndo();
  const retain = async (change: Partial<Retention>) => {
    const { retentionDays, retentionBytes } = settings;
    const next = { retentionDays, retentionBytes, ...change };
    const keepsLess = next.retentionDays < retentionDays || next.retentionBytes < retentionBytes;
    if (!(await set(change)) || !keepsLess) return;
    offerUndo(t.settings.retentionSoon, () => void set({ retentionDays, retentionBytes }));
  };
  return (
    <Section name="receiving">
      <Field label={settings.paused ? t.state.paused : t.state.ready} hint={t.settings.pauseText}>
        <Button size="small" onClick={() => void set({ paused: !settings.paused })}>
          {settings.paused ? t.settings.resume : t.settings.pause}
        </Button>
      </Field>
      <Field label={t.settings.retention} hint={t.settings.retentionText}>
        <Select
          label={t.settings.retention}
          value={String(settings.retentionDays)}
          onChange={(text) => void retain({ retentionDays: Number(text) })}
          options={choices(DAYS, settings.retentionDays, t.settings.days)}
        />
      </Field>
      <Field label={t.settings.retentionSize} hint={t.settings.retentionSizeText}>
        <Select
          label={t.settings.retentionSize}
          value={String(settings.retentionBytes)}
          onChange={(text) => void retain({ retentionBytes: Number(text) })}
          options={choices(SIZES, settings.retentionBytes, format.bytes)}
        />
      </Field>
    </Section>
  );
}
