import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { Button } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useApp } from './app-context.tsx';

interface FailureNoticeProps {
  readonly error: unknown;
  readonly onAgain?: () => void;
}

/** What went wrong, in a sentence that says what to do. */
export function FailureNotice({ error, onAgain }: FailureNoticeProps) {
  const { t, language } = useApp();
  const sentence =
    error instanceof RollcallError ? errorSentence(error, language) : t.common.failed;
  return (
    <Notice
      look="failure"
      action={
        onAgain && (
          <Button size="small" onClick={onAgain}>
            {t.common.tryAgain}
          </Button>
        )
      }
    >
      {sentence}
    </Notice>
  );
}
