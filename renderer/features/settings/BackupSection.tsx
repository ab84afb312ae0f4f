import { useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useDialog } from '../../state/DialogHost.tsx';
import { useAction } from '../../state/use-action.ts';
import { BackupDialog } from './BackupDialog.tsx';
import { Field } from './Field.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { Section } from './Section.tsx';
import type { RestoreSource } from './use-restore.ts';

/** Everything in one file: to keep, to bring back, to move. */
export function BackupSection() {
  const { t, api, snapshot } = useApp();
  const { act, isBusy } = useAction();
  const show = useDialog();
  const picker = useRef<HTMLInputElement>(null);
  const save = (forMove: boolean) =>
    show((close) => <BackupDialog forMove={forMove} onClose={close} />);
  const restore = (source: RestoreSource) =>
    show((close) => <RestoreDialog source={source} onClose={close} />);
  const choose = () => {
    if (snapshot.shell.kind === 'browser') return picker.current?.click();
    void act(async () => {
      const { restoreId } = await api.call('restore.choose', {});
      if (restoreId !== null) restore({ kind: 'chosen', restoreId });
    });
  };
  return (
    <Section name="backup">
      <Field label={t.settings.backup} hint={t.settings.backupText}>
        <Button size="small" onClick={() => save(false)}>
          {t.settings.backupSave}
        </Button>
      </Field>
      <Field label={t.settings.restore} hint={t.settings.restoreText}>
        <Button size="small" disabled={isBusy} onClick={choose}>
          {t.settings.restoreChoose}
        </Button>
      </Field>
      <Field label={t.settings.move} hint={t.settings.moveText}>
        <Button size="small" onClick={() => save(true)}>
          {t.settings.moveSave}
        </Button>
      </Field>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".rollcall"
        aria-label={t.settings.restoreChoose}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file may be chosen again.
          target.value = '';
          if (file !== undefined) restore({ kind: 'file', file });
        }}
      />
    </Section>
  );
}
