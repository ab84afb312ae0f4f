import { useApp } from '../../state/app-context.tsx';
import { CellText } from '../../state/CellText.tsx';
import { asDay, type CellValue } from '../../state/cells.ts';
import { cohortName } from '../../state/cohort-name.ts';
import { propertyName } from '../../state/property-name.ts';
import type { Stay } from './StayList.tsx';

interface PropertyListProps {
  readonly stay: Stay;
  readonly cells: ReadonlyMap<string, CellValue>;
}

export function PropertyList({ stay, cells }: PropertyListProps) {
  const { t } = useApp();
  const cohort = cohortName({ name: stay.cohortName, cohortId: stay.cohortId }, t);
  return (
    <section className="section" aria-labelledby="person-properties">
      <h2 id="person-properties">{t.person.properties}</h2>
      <p className="quiet">{t.person.propertiesOf(cohort)}</p>
      <dl className="properties">
        {[...cells]
          .filter(([id, value]) => !isShownAsCommon(id, value, cells))
          .map(([id, value]) => (
            <div key={id}>
              <dt dir="auto">{propertyName(id, t)}</dt>
              <dd>
                <CellText value={stay.days.includes(id) ? asDay(value) : value} />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** Common fields under the names that Mixpanel itself gives them. */
const COMMON: ReadonlyMap<string, string> = new Map([
  ['$email', 'email'],
  ['$first_name', 'first_name'],
  ['$last_name', 'last_name'],
  ['$phone', 'phone_number'],
]);

function isShownAsCommon(
  id: string,
  { kind, text }: CellValue,
  cells: ReadonlyMap<string, CellValue>,
): boolean {
  const common = cells.get(COMMON.get(id) ?? '');
  return common?.kind === kind && common.text === text;
}
