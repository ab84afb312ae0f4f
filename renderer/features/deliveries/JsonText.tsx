import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';

const LINE_HEIGHT = 20;

interface JsonTextProps {
  readonly text: string;
  readonly label: string;
}

/** A long text by lines, of which only those in view exist. */
export function JsonText({ text, label }: JsonTextProps) {
  const scroller = useRef<HTMLElement>(null);
  const lines = useMemo(() => text.split('\n'), [text]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="json" ref={scroller} aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize() }}>
        <pre style={{ transform: `translateY(${virtual.getVirtualItems().at(0)?.start ?? 0}px)` }}>
          {virtual.getVirtualItems().map(({ key, index }) => (
            <JsonLine key={key} line={lines[index] ?? ''} />
          ))}
        </pre>
      </div>
    </section>
  );
}

function JsonLine({ line }: { readonly line: string }) {
  const [, indent, name, rest] = /^(\s*)("(?:[^"\\]|\\.)*": )?(.*)$/s.exec(line) ?? [];
  return (
    <div>
      {indent}
      <span className="json-name">{name}</span>
      {rest}
    </div>
  );
}
