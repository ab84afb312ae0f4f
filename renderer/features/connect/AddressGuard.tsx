import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { hostOf } from '../../state/tunnel-words.ts';
import { useAction } from '../../state/use-action.ts';

/** Mixpanel keeps whatever address it was given: says so where it is no longer this one. */
export function AddressGuard() {
  const { t, api, snapshot, format } = useApp();
  const { act, isBusy } = useAction();
  const { urlAlert } = snapshot;
  if (urlAlert === null) return null;
  return (
    <Notice look="attention">
      <strong>{t.connect.otherAddressTitle}</strong>
      {urlAlert.differing.map(({ id, address, connection, copiedAtMs, usedAtMs }) => (
        <span key={id} className="other-address">
          <code title={address}>{hostOf(address)}</code>
          <span>
            {usedAtMs !== null
              ? t.connect.otherAddressUsed(format.moment(usedAtMs))
              : copiedAtMs !== null && t.connect.otherAddressCopied(format.moment(copiedAtMs))}{' '}
            {connection !== '' && <span className="quiet">({connection})</span>}
          </span>
          <Button
            size="small"
            disabled={isBusy}
            onClick={() => void act(() => api.call('hook.forget', { id }))}
          >
            {t.connect.otherAddressForget}
          </Button>
        </span>
      ))}
      <span className="other-address-advice">{t.connect.otherAddressAdvice}</span>
    </Notice>
  );
}
