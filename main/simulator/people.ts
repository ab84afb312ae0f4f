import { type Name, PLACES, type Place } from './places.ts';
import { propertiesToExport } from './properties.ts';
import { Draws, mix } from './random.ts';

/** A member as it stands in a page. */
export type Member = Readonly<Record<string, unknown>>;

/** Who everybody is. A person is a whole number, and a version that counts the changes to their properties. */
export interface People {
  /** The person's `mixpanel_distinct_id`. No two people have the same; some differ in upper and lower case only. */
  readonly id: (index: number) => string;
  /** The member object as JSON text: generated on demand, always the same for the same numbers. */
  readonly json: (index: number, version: number) => string;
  readonly member: (index: number, version: number) => Member;
}

interface Identity {
  readonly place: Place;
  readonly first: Name;
  readonly last: Name;
}

const IDENTITY = 1;
const ID_KIND = 2;
const CONTACT = 3;
const FIRST_SLOT = 16;

/** People of nine languages from a seed, each with up to `props` properties beside the usual fields. */
export function createPeople({
  seed,
  props,
}: {
  readonly seed: number;
  readonly props: number;
}): People {
  const draws = new Draws(seed);
  const properties = propertiesToExport(props);
  const keys = properties.map((property) => `,${JSON.stringify(property.name)}:`);

  const identityOf = (index: number): Identity => {
    draws.restart(mix(seed, index, IDENTITY));
    const place = draws.pick(PLACES);
    return { place, first: draws.pick(place.firstNames), last: draws.pick(place.lastNames) };
  };

  const id = (index: number): string => idOf(seed, index, () => identityOf(index));

  const json = (index: number, version: number): string => {
    const who = identityOf(index);
    draws.restart(mix(seed, index, CONTACT));
    const email = draws.next() < 0.06 ? '' : `"email":"${emailOf(who, index)}",`;
    let text = `{${email}"mixpanel_distinct_id":"${idOf(seed, index, () => who)}"${nameFields(who, draws)}`;
    const phoneVersion = changesOfSlot(index, version, properties.length, properties.length + 1);
    draws.restart(mix(seed, index, FIRST_SLOT - 1 + phoneVersion * 65_536));
    if (draws.next() >= 0.15) text += `,"phone_number":"${phoneOf(who.place, draws)}"`;
    for (let slot = 0; slot < properties.length; slot++) {
      const changes = changesOfSlot(index, version, slot, properties.length + 1);
      draws.restart(mix(seed, index, FIRST_SLOT + slot + changes * 65_536));
      const value = properties[slot]?.draw(draws, who.place);
      if (value !== undefined) text += keys[slot] + value;
    }
    return `${text}}`;
  };

  return { id, json, member: (index, version) => JSON.parse(json(index, version)) };
}

/** Each version changes one slot, in turn; how often this one had its turn. */
function changesOfSlot(index: number, version: number, slot: number, slots: number): number {
  const firstTurn = ((((slot - index - 1) % slots) + slots) % slots) + 1;
  return version < firstTurn ? 0 : 1 + Math.floor((version - firstTurn) / slots);
}

function idOf(seed: number, index: number, identity: () => Identity): string {
  // pairs of neighbours whose ids differ in case only: ids are case-sensitive
  if (mix(seed, index >>> 1, ID_KIND) % 100 === 0)
    return `${index % 2 === 0 ? 'KxQ' : 'kXq'}-${index >>> 1}`;
  const kind = mix(seed, index, ID_KIND) % 100;
  if (kind < 70) return `u-${1001 + index}`;
  if (kind < 80) return uuidLike(seed, index);
  if (kind < 88) return emailOf(identity(), index);
  if (kind < 93) return `$device:${mix(seed, index, 7).toString(16)}-${index.toString(16)}`;
  if (kind < 97) return String(30_000_000 + index);
  return `${identity().place.idPrefix}-${index}`;
}

function uuidLike(seed: number, index: number): string {
  const hex = mix(seed, index, 8).toString(16).padStart(8, '0');
  return `${hex}-${hex.slice(2, 6)}-4${hex.slice(1, 4)}-9${hex.slice(5, 8)}-${index.toString(16).padStart(12, '0')}`;
}

function emailOf({ first, last, place }: Identity, index: number): string {
  return `${first[1]}.${last[1]}${index}@${place.mailDomain}`;
}

function nameFields({ first, last }: Identity, draws: Draws): string {
  const dice = draws.next();
  if (dice < 0.03) return '';
  if (dice < 0.05) return `,"first_name":"${first[0]}","last_name":null`;
  if (dice < 0.07) return `,"first_name":"","last_name":"${last[0]}"`;
  return `,"first_name":"${first[0]}","last_name":"${last[0]}"`;
}

function phoneOf({ phone }: Place, draws: Draws): string {
  const drawn = String(draws.below(10 ** phone.digits)).padStart(phone.digits, '0');
  return `${draws.next() < 0.6 ? phone.country : '0'}${phone.fixed}${drawn}`;
}
