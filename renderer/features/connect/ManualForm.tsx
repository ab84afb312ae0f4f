import { type FormEvent, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useConfigure } from './use-configure.ts';

/** A tunnel or proxy that the person runs; Rollcall looks whether it leads here. */
export function ManualForm() {
  const { t, snapshot } = useApp();
  const { tunnel, hookUrl } = snapshot;
  const [address, setAddress] = useState(tunnel.publicUrl ?? '');
  const { configure, isBusy, error } = useConfigure();
  const isConnecting = tunnel.provider === 'manual' && tunnel.state === 'connecting';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void configure({ provider: 'manual', publicUrl: address });
  };
  return (
    <form className="reach-form" onSubmit={submit}>
      <TextField
        label={t.connect.publicUrl}
        type="url"
        data-code=""
        placeholder="https://"
        value={address}
        onChange={setAddress}
      />
      <p className="quiet">{t.connect.publicUrlHint(new URL(hookUrl).origin)}</p>
      <div>
        <Button look="primary" type="submit" disabled={address.trim() === '' || isBusy}>
          {isBusy || isConnecting ? t.connect.testing : t.connect.checkAddress}
        </Button>
      </div>
      {error !== null && <FailureNotice error={error} />}
    </form>
  );
}
