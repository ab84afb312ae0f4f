import type { ReactNode } from 'react';
import { useApp } from '../../state/app-context.tsx';

export const SECTIONS = [
  'appearance',
  'shell',
  'notifications',
  'receiving',
  'access',
  'data',
  'backup',
  'remove',
] as const;
export type SectionName = (typeof SECTIONS)[number];

interface SectionProps {
  readonly name: SectionName;
  readonly children: ReactNode;
}

export function Section({ name, children }: SectionProps) {
  const { t } = useApp();
  return (
    <section className="section" aria-labelledby={headingId(name)}>
      <h2 id={headingId(name)} tabIndex={-1}>
        {t.settings.sections[name]}
      </h2>
      {children}
    </section>
  );
}

/** Leads to each section, for the eye and for the focus. */
export function SectionLinks({ names }: { readonly names: readonly SectionName[] }) {
  const { t } = useApp();
  const open = (name: SectionName) => {
    const heading = document.getElementById(headingId(name));
    heading?.closest('section')?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav className="settings-contents" aria-label={t.settings.contents}>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <button type="button" onClick={() => open(name)}>
              {t.settings.sections[name]}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function headingId(name: SectionName): string {
  return `settings-${name}`;
}
