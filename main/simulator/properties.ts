import type { Place } from './places.ts';
import type { Draws } from './random.ts';

/** A property a connection exports: its raw name in Mixpanel, and a draw of its value as JSON text (undefined: not set). */
export interface Property {
  readonly name: string;
  readonly draw: (draws: Draws, place: Place) => string | undefined;
}

type Texts = readonly [string, ...string[]];

function oneOf(...values: Texts): Texts {
  const [first, ...rest] = values;
  return [JSON.stringify(first), ...rest.map((value) => JSON.stringify(value))];
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** Dates arrive as `YYYY-MM-DDTHH:MM:SS` without a zone. Source: captured payloads, and Mixpanel's data types (UTC, seconds). */
function date(draws: Draws): string {
  const day = `20${two(15 + draws.below(12))}-${two(1 + draws.below(12))}-${two(1 + draws.below(28))}`;
  return `"${day}T${two(draws.below(24))}:${two(draws.below(60))}:${two(draws.below(60))}"`;
}

function decimal(draws: Draws): string {
  return String((draws.below(2_000_000) - 100_000) / 100);
}

const plans = oneOf('free', 'Pro', 'Team', 'Enterprise (annual)');
const ranks = oneOf('ゴールド', 'シルバー', 'ブロンズ', '一般会員');
const interests = oneOf('música', '読書', 'café', 'hiking', 'Tanz & Theater', '🎮 games');
const roles = oneOf('contador', 'diseñadora', 'founder', 'その他', 'CTO, interim');
const notes = oneOf(
  'line one\nline two, "quoted"',
  '=SUM(A1:A3)',
  '-not a number',
  '@mention me; later\tplease',
  '+1 on this',
  'שלום, world',
  ' spaces around ',
  '00123',
);
const nicknames = oneOf('🦊', 'Kit 🌈', '👩‍👩‍👧 family', 'ねこ😺', 'the_real_bo', 'O’B', 'Ñoño');
const sources = oneOf('google', 'newsletter', 'partner-7', '');
const systems = oneOf('Windows', 'Mac OS X', 'Android', 'iOS', 'Linux');

/** What the connection exports, in order; the first eight hold every type Mixpanel knows. */
const CATALOGUE: readonly [Property, ...Property[]] = [
  {
    name: 'plan',
    draw: (d) => (d.next() < 0.06 ? (d.next() < 0.5 ? 'null' : '""') : d.pick(plans)),
  },
  { name: '会員ランク', draw: (d) => (d.next() < 0.15 ? undefined : d.pick(ranks)) },
  { name: 'Total sessions', draw: (d) => (d.next() < 0.05 ? undefined : String(d.below(5000))) },
  { name: 'Lifetime value', draw: (d) => (d.next() < 0.2 ? undefined : decimal(d)) },
  {
    name: 'newsletter?',
    draw: (d) => (d.next() < 0.1 ? undefined : d.next() < 0.5 ? 'true' : 'false'),
  },
  { name: 'Último acceso', draw: (d) => (d.next() < 0.1 ? undefined : date(d)) },
  { name: 'Intérêts', draw: interestsOf },
  { name: 'address', draw: addressOf },
  { name: '¿Cuál es tu rol?', draw: (d) => (d.next() < 0.4 ? undefined : d.pick(roles)) },
  { name: '$city', draw: (d, place) => `"${d.pick(place.cities)}"` },
  { name: 'nickname', draw: (d) => (d.next() < 0.5 ? undefined : d.pick(nicknames)) },
  { name: 'Notes, internal', draw: (d) => (d.next() < 0.6 ? undefined : d.pick(notes)) },
  { name: '最終購入日', draw: (d) => (d.next() < 0.4 ? undefined : date(d)) },
  { name: 'utm_source', draw: (d) => d.pick(sources) },
  { name: '$os', draw: (d) => d.pick(systems) },
  { name: 'Größe (cm)', draw: (d) => (d.next() < 0.7 ? undefined : String(150 + d.below(50))) },
  // one property of two types: Mixpanel doesn't hold a property to one
  {
    name: 'Age',
    draw: (d) => (d.next() < 0.9 ? String(18 + d.below(70)) : `"${18 + d.below(70)}"`),
  },
  {
    name: 'cart',
    draw: (d) =>
      d.next() < 0.6 ? undefined : `[{"sku":"A-${d.below(99)}","qty":${1 + d.below(5)}}]`,
  },
  { name: '국가 / country', draw: (_, place) => `"${place.country}"` },
  { name: 'score', draw: (d) => (d.next() < 0.05 ? 'null' : String(d.below(1000) / 1000)) },
];

function interestsOf(draws: Draws): string | undefined {
  if (draws.next() < 0.3) return undefined;
  const count = draws.below(3);
  const chosen: string[] = [];
  for (let i = 0; i < count; i++) chosen.push(draws.pick(interests));
  return `[${chosen.join(',')}]`;
}

function addressOf(draws: Draws, place: Place): string | undefined {
  if (draws.next() < 0.3) return undefined;
  return `{"street":"${draws.pick(place.streets)}","city":"${draws.pick(place.cities)}"}`;
}

/** The first `count` properties; past the catalogue its kinds come again under numbered names. */
export function propertiesToExport(count: number): readonly Property[] {
  const chosen: Property[] = [];
  for (let i = 0; i < count; i++) {
    const kind = CATALOGUE[i % CATALOGUE.length] ?? CATALOGUE[0];
    chosen.push(i < CATALOGUE.length ? kind : { name: `${kind.name} ${i + 1}`, draw: kind.draw });
  }
  return chosen;
}
