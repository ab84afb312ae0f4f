import { useState } from 'react';
import { hookPasswordSchema, hookUserSchema } from '../../shared/api/settings-model.ts';
import { Button } from '../components/Button.tsx';
import { CopyButton } from '../components/CopyButton.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { Notice } from '../components/Notice.tsx';
import { TextField } from '../components/TextField.tsx';
import { useSay } from '../components/use-say.ts';
import { useApp } from './app-context.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { makePassword } from './make-password.ts';
import './password-dialog.css';

const DEFAULT_USER = 'rollcall';

interface PasswordDialogProps {
  /** The user name asked for so far. */
  readonly user: string | null;
  readonly onClose: () => void;
}

/** Sets a password and shows it once more, to be entered in Mixpanel. It is kept by main alone. */
export function PasswordDialog({ user: formerUser, onClose }: PasswordDialogProps) {
  const { t, api } = useApp();
  const [user, setUser] = useState(formerUser ?? DEFAULT_USER);
  const [password, setPassword] = useState(makePassword);
  const [state, setState] = useState<'asking' | 'setting' | 'set'>('asking');
  const [failure, setFailure] = useState<unknown>(null);
  const isUserGood = hookUserSchema.safeParse(user).success;
  const isPasswordGood = hookPasswordSchema.safeParse(password).success;
  const save = async () => {
    setState('setting');
    setFailure(null);
    try {
      await api.call('password.set', { user, password });
      setState('set');
    } catch (error) {
      setFailure(error);
      setState('asking');
    }
  };
  if (state === 'set') {
    return (
      <Dialog
        title={t.settings.passwordDone}
        isOpen
        onClose={onClose}
        closeLabel={t.common.close}
        closing="by-button"
        footer={
          <Button look="primary" onClick={onClose}>
            {t.common.close}
          </Button>
        }
      >
        <p>{t.settings.passwordOnce}</p>
        <Shown user={user} password={password} />
        <Notice look="attention">{t.settings.passwordWarning}</Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t.settings.passwordDialog}
      isOpen
      onClose={onClose}
      closeLabel={t.common.close}
      closing={state === 'setting' ? 'not-now' : 'anyhow'}
      footer={
        <>
          <Button disabled={state === 'setting'} onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            look="primary"
            disabled={!isUserGood || !isPasswordGood || state === 'setting'}
            onClick={() => void save()}
          >
            {t.settings.passwordSave}
          </Button>
        </>
      }
    >
      <TextField
        label={t.settings.passwordUser}
        value={user}
        onChange={setUser}
        error={isUserGood ? null : t.settings.passwordUserError}
      />
      <div className="secret">
        <TextField
          label={t.settings.passwordText}
          value={password}
          onChange={setPassword}
          data-code=""
          error={isPasswordGood ? null : t.settings.passwordTextError}
        />
        <Button onClick={() => setPassword(makePassword())}>{t.settings.passwordGenerate}</Button>
      </div>
      <Notice look="attention">{t.settings.passwordWarning}</Notice>
      {failure !== null && <FailureNotice error={failure} />}
    </Dialog>
  );
}

function Shown({ user, password }: { readonly user: string; readonly password: string }) {
  const { t } = useApp();
  const say = useSay();
  const onFailure = () => say(t.common.copyFailed);
  return (
    <div className="secret-shown">
      <span className="quiet">{t.settings.passwordUser}</span>
      <code>{user}</code>
      <CopyButton
        size="small"
        text={() => user}
        label={t.settings.passwordCopyUser}
        doneLabel={t.common.copied}
        onFailure={onFailure}
      />
      <span className="quiet">{t.settings.passwordText}</span>
      <code>{password}</code>
      <CopyButton
        size="small"
        text={() => password}
        label={t.settings.passwordCopy}
        doneLabel={t.common.copied}
        onFailure={onFailure}
      />
    </div>
  );
}
