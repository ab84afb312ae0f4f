import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';

const SHOWN_MS = 1_600;

interface CopyButtonProps {
  /** A promise: it is fetched first. */
  readonly text: () => string | Promise<string>;
  readonly label: string;
  readonly doneLabel: string;
  readonly onCopied?: () => void;
  readonly onFailure: () => void;
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'small' | 'normal' | 'large';
}

/** Says in its own place that it has copied, and returns to its label. */
export function CopyButton({
  text,
  label,
  doneLabel,
  onCopied,
  onFailure,
  ...rest
}: CopyButtonProps) {
  const [copies, setCopies] = useState(0);
  useEffect(() => {
    if (copies === 0) return;
    const timer = setTimeout(() => setCopies(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copies]);
  const copy = () => {
    write(text()).then(() => {
      setCopies((n) => n + 1);
      onCopied?.();
    }, onFailure);
  };
  return (
    <Button {...rest} onClick={copy}>
      <span aria-live="polite">{copies > 0 ? doneLabel : label}</span>
    </Button>
  );
}

/** What is still on its way is promised to the browser, which may forget that the person asked. */
function write(text: string | Promise<string>): Promise<void> {
  if (typeof text === 'string') return navigator.clipboard.writeText(text);
  const plain = text.then((whole) => new Blob([whole], { type: 'text/plain' }));
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': plain })]);
}
