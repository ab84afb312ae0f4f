import { describe, expect, it } from 'vitest';
import { createPeople, type Member } from '../../main/simulator/people.ts';

function firstMembers(count: number, props: number, seed = 1): Member[] {
  const people = createPeople({ seed, props });
  return Array.from({ length: count }, (_, index) => people.member(index, 0));
}

describe('simulated people', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(firstMembers(50, 8)).toEqual(firstMembers(50, 8));
    expect(firstMembers(50, 8)).not.toEqual(firstMembers(50, 8, 2));
  });

  it('do not depend on the order they are asked for', () => {
    const people = createPeople({ seed: 4, props: 12 });
    const forwards = [0, 1, 2, 3].map((index) => people.json(index, 1));
    const backwards = [3, 2, 1, 0].map((index) => people.json(index, 1)).reverse();
    expect(forwards).toEqual(backwards);
  });

  it('all have an id of their own, also where upper and lower case is all that differs', () => {
    const people = createPeople({ seed: 1, props: 0 });
    const ids = Array.from({ length: 100_000 }, (_, index) => people.id(index));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBeLessThan(ids.length);
    expect(ids.some((id) => id.includes('@'))).toBe(true);
    expect(ids.some((id) => id.startsWith('会員'))).toBe(true);
    expect(people.member(7, 0).mixpanel_distinct_id).toBe(people.id(7));
  });

  it.each([
    ['Latin with accents', /[éüßñô]/],
    ['Han', /\p{Script=Han}/u],
    ['Katakana', /\p{Script=Katakana}/u],
    ['Hangul', /\p{Script=Hangul}/u],
    ['Arabic', /\p{Script=Arabic}/u],
    ['Hebrew', /\p{Script=Hebrew}/u],
    ['emoji', /\p{Emoji_Presentation}/u],
  ])('have names in %s', (_, script) => {
    const names = firstMembers(1000, 0).map((member) => `${member.first_name} ${member.last_name}`);
    expect(names.some((name) => script.test(name))).toBe(true);
  });

  it('have phone numbers in E.164 and with a leading zero', () => {
    const phones = firstMembers(200, 0).map((member) => String(member.phone_number));
    expect(phones.some((phone) => /^\+\d{9,15}$/.test(phone))).toBe(true);
    expect(phones.some((phone) => /^0\d{8,}$/.test(phone))).toBe(true);
  });

  it('have ragged properties of every type under names of every kind', () => {
    const members = firstMembers(500, 8);
    const values = members.flatMap((member) =>
      Object.entries(member)
        .slice(1)
        .map(([, value]) => value),
    );
    const kinds = new Set(values.map(kindOf));
    expect([...kinds].sort()).toEqual(
      ['boolean', 'date', 'decimal', 'empty', 'integer', 'list', 'null', 'object', 'string'].sort(),
    );
    const names = new Set(members.flatMap(Object.keys));
    for (const name of ['会員ランク', 'Último acceso', 'newsletter?', 'email', 'last_name']) {
      expect(names).toContain(name);
      expect(members.filter((member) => Object.hasOwn(member, name)).length).toBeLessThan(500);
    }
  });

  it('take about 365 bytes each with eight properties, and more with more', () => {
    const people = createPeople({ seed: 1, props: 8 });
    let bytes = 0;
    for (let index = 0; index < 2000; index++) bytes += Buffer.byteLength(people.json(index, 0));
    expect(bytes / 2000).toBeGreaterThan(330);
    expect(bytes / 2000).toBeLessThan(400);
    const names = new Set(firstMembers(300, 45).flatMap(Object.keys));
    expect(names.size).toBe(5 + 45);
  });

  it('change one field at a time', () => {
    const people = createPeople({ seed: 1, props: 8 });
    for (let index = 0; index < 50; index++) {
      for (let version = 0; version < 12; version++) {
        const [before, after] = [people.member(index, version), people.member(index, version + 1)];
        const names = new Set([...Object.keys(before), ...Object.keys(after)]);
        const changed = [...names].filter(
          (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
        );
        expect(changed.length).toBeLessThanOrEqual(1);
      }
    }
  });
});

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === '') return 'empty';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal';
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value) ? 'date' : 'string';
  return typeof value;
}
