import { type FormEvent, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { StillThere } from './StillThere.tsx';
import { useConfigure } from './use-configure.ts';

/** A tunnel or proxy that the person runs; Rollcall looks whether it leads here. */
export function ManualForm() {
  const { t, snapshot } = useApp();
  const { tunnel, hookUrl } = snapshot;
  const [address, setAddress] = useState(tunnel.publicUrl ?? '');
  const { configure, isBusy, error } = useConfigure();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = address.trim();
    // An address is often copied without what every one begins with.
    const publicUrl = typed.includes('://') ? typed : `https://${typed}`;
    void configure({ provider: 'manual', publicUrl });
  };
  return (
    <form className="reach-form" onSubmit={submit}>
      <TextField
        label={t.connect.publicUrl}
        inputMode="url"
        data-code=""
        placeholder="https://"
        value={address}
        onChange={setAddress}
      />
      <p className="quiet">{t.connect.publicUrlHint(new URL(hookUrl).origin)}</p>
      <div>
        <Button look="primary" type="submit" disabled={address.trim() === '' || isBusy}>
          {isBusy ? t.connect.testing : t.connect.checkAddress}
        </Button>
      </div>
      {error !== null && <FailureNotice error={error} />}
      {error !== null && <StillThere />}
    </form>
  );
}
