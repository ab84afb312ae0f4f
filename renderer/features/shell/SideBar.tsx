import type { ReactNode } from 'react';
import type { Cohort } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { Sparkline } from '../../components/Sparkline.tsx';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import { withCommand } from '../../state/command-key.ts';
import { MemberFigure } from '../../state/MemberFigure.tsx';
import type { Route } from '../../state/route.ts';
import { SideState } from './SideState.tsx';

interface SideBarProps {
  readonly route: Route;
  readonly go: (route: Route) => void;
  readonly onFind: () => void;
}

export function SideBar({ route, go, onFind }: SideBarProps) {
  const { t, snapshot } = useApp();
  return (
    <aside className="side">
      <SideState go={go} />
      <Button className="side-find" size="small" onClick={onFind}>
        <span>{t.nav.find}</span>
        <kbd>{withCommand('K')}</kbd>
      </Button>
      <nav aria-label={t.nav.label}>
        <h2 className="side-heading">{t.nav.cohorts}</h2>
        {snapshot.cohorts.length === 0 && <p className="side-none quiet">{t.nav.noCohorts}</p>}
        <ul className="side-cohorts">
          {snapshot.cohorts.map((cohort) => (
            <li key={cohort.id}>
              <NavItem
                isCurrent={route.at === 'cohort' && route.cohort === cohort.id}
                onClick={() => go({ at: 'cohort', cohort: cohort.id, tab: 'members' })}
              >
                <CohortItem cohort={cohort} />
              </NavItem>
            </li>
          ))}
        </ul>
        <ul className="side-places">
          {(['deliveries', 'connect', 'settings'] as const).map((at) => (
            <li key={at}>
              <NavItem
                isCurrent={route.at === at}
                onClick={() => go(at === 'deliveries' ? { at, number: null } : { at })}
              >
                {t.nav[at]}
              </NavItem>
            </li>
          ))}
        </ul>
      </nav>
    </aside>
  );
}

function CohortItem({ cohort }: { readonly cohort: Cohort }) {
  const { t } = useApp();
  const { reasons } = cohort.completeness;
  const lacks = reasons.includes('pages') || reasons.includes('failed');
  return (
    <>
      <span className="side-name" dir="auto">
        {cohortName(cohort, t)}
      </span>
      <span className="side-size">
        <MemberFigure cohort={cohort} />
        {cohort.isSample && <span className="tag">{t.common.sample}</span>}
        {(cohort.removedMost !== null || cohort.silence !== null || lacks) && (
          <span className="side-alarm">
            <span aria-hidden="true">▲</span> {cohort.silence !== null && t.silence.short}
            {cohort.silence === null && lacks && t.cohort.incomplete}
            {cohort.silence === null && !lacks && (
              <span className="visually-hidden">{t.state.attention}</span>
            )}
          </span>
        )}
        <Sparkline values={cohort.sizes} />
      </span>
    </>
  );
}

interface NavItemProps {
  readonly isCurrent: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function NavItem({ isCurrent, onClick, children }: NavItemProps) {
  return (
    <button
      type="button"
      className="nav-item"
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
