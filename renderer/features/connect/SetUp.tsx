import { useEffect, useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { ConfirmDialog } from '../../state/ConfirmDialog.tsx';
import { useDialog } from '../../state/DialogHost.tsx';
import { hostOf } from '../../state/tunnel-words.ts';
import { useAction } from '../../state/use-action.ts';
import { useOfferUndo } from '../../state/use-offer-undo.ts';
import { ReachForm } from './ReachForm.tsx';

interface SetUpProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onGuide: () => void;
}

/** What is set up, out of the way until it has to change. */
export function SetUp({ isOpen, onOpen, onGuide }: SetUpProps) {
  const { t, api, snapshot } = useApp();
  const { act, isBusy } = useAction();
  const show = useDialog();
  const offerUndo = useOfferUndo();
  const { provider, publicHookUrl } = snapshot.tunnel;
  const section = useRef<HTMLElement>(null);
  // Whoever opens it, perhaps from far up the page, can type at once.
  useEffect(() => {
    if (isOpen) section.current?.querySelector<HTMLElement>('.text-field input')?.focus();
  }, [isOpen]);
  const turnOff = async () => {
    const isOff = await act(() => api.call('tunnel.configure', { provider: 'none' }));
    // All that was set up is kept: turning it on again is the way back.
    const turnOn = () => void act(() => api.call('tunnel.configure', { provider }));
    if (isOff) offerUndo(t.connect.setUpIsOff, turnOn);
  };
  const ask = () =>
    show((close) => (
      <ConfirmDialog
        title={t.connect.setUpOffTitle}
        text={t.connect.setUpOffText}
        action={t.connect.setUpOffConfirm}
        onConfirm={() => void turnOff()}
        onClose={close}
      />
    ));
  return (
    <section ref={section} className="section" aria-labelledby="connect-set-up">
      <h2 id="connect-set-up">{t.connect.setUpTitle}</h2>
      <p>
        {t.connect.setUpText[provider]} <code>{hostOf(publicHookUrl)}</code>
      </p>
      <div className="row">
        <Button size="small" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          {t.connect.setUpChange}
        </Button>
        <Button size="small" onClick={onGuide}>
          {t.connect.guideAgain}
        </Button>
      </div>
      {isOpen && (
        <>
          <ReachForm />
          <p className="quiet">{t.connect.setUpOffText}</p>
          <div>
            <Button size="small" look="danger" disabled={isBusy} onClick={ask}>
              {t.connect.setUpOff}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
