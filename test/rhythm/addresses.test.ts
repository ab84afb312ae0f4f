import { describe, expect, it } from 'vitest';
import {
  type CameOver,
  describeAddresses,
  type InForce,
  isPublic,
  type KeptAddress,
  learnAddresses,
  newAddress,
  urlAlertOf,
} from '../../main/rhythm/guard-addresses.ts';
import { at } from './support/history.ts';

const OLD = 'https://old.example.dev/hook/secret-0123456789';
const NEW = 'https://new.example.dev/hook/secret-0123456789';
const hookPath = '/hook/secret-0123456789';
const namesHosts = true;

function copied(address: string, time: string, connection = ''): KeptAddress {
  return newAddress([], { address, connection, copiedAtMs: at(time) });
}

function alertOf(kept: readonly KeptAddress[], came: readonly CameOver[], inForce: InForce | null) {
  const learnt = learnAddresses(kept, came, { inForce, hookPath, namesHosts });
  const alert = urlAlertOf(describeAddresses(learnt, came, inForce), inForce);
  return alert?.differing.map(({ address }) => address) ?? null;
}

describe('the guard of handed-out addresses', () => {
  const inForce = { address: NEW, sinceMs: at('12:00') };

  it('is calm while the copied address holds', () => {
    const holds = { address: OLD, sinceMs: at('8:00') };
    expect(alertOf([copied(OLD, '9:00')], [], holds)).toBeNull();
    const came = [{ host: 'old.example.dev', atMs: at('9:30') }];
    expect(alertOf([copied(OLD, '9:00')], came, holds)).toBeNull();
  });

  it('alarms when another address comes into force, whether or not a sync came over the old one', () => {
    expect(alertOf([copied(OLD, '9:00')], [], inForce)).toEqual([OLD]);
    const came = [{ host: 'old.example.dev', atMs: at('9:30') }];
    expect(alertOf([copied(OLD, '9:00')], came, inForce)).toEqual([OLD]);
  });

  it('is calm again once the syncs come over the new one', () => {
    const kept = [{ ...copied(OLD, '9:00'), usedAtMs: at('9:30') }];
    const came = [{ host: 'new.example.dev', atMs: at('12:30') }];
    expect(alertOf(kept, came, inForce)).toBeNull();
  });

  it('alarms as long as one of two cohorts still comes over the old one', () => {
    const came = [
      { host: 'new.example.dev', atMs: at('12:30') },
      { host: 'old.example.dev', atMs: at('11:30') },
    ];
    expect(alertOf([copied(OLD, '9:00')], came, inForce)).toEqual([OLD]);
  });

  it('takes a newer copy for the same connection in place of one that was never used', () => {
    const kept = [copied(OLD, '9:00', 'Weekly'), { ...copied(NEW, '12:05', 'Weekly'), id: 2 }];
    expect(alertOf(kept, [], inForce)).toBeNull();
    const other = [copied(OLD, '9:00', 'Weekly'), { ...copied(NEW, '12:05', 'Daily'), id: 2 }];
    expect(alertOf(other, [], inForce)).toEqual([OLD]);
  });

  it('learns an address that was never copied here from a sync that came over it', () => {
    const came = [{ host: 'own.example.dev', atMs: at('9:30') }];
    const learnt = learnAddresses([], came, { inForce: null, hookPath, namesHosts });
    expect(learnt).toMatchObject([
      { address: `https://own.example.dev${hookPath}`, copiedAtMs: null, usedAtMs: at('9:30') },
    ]);
    expect(alertOf(learnt, came, inForce)).toEqual([`https://own.example.dev${hookPath}`]);
  });

  it('tells a renewed secret on the same host from the old one', () => {
    const renewed = { address: OLD.replace('secret', 'other'), sinceMs: at('12:00') };
    const before = [{ host: 'old.example.dev', atMs: at('11:30') }];
    expect(alertOf([copied(OLD, '9:00')], before, renewed)).toEqual([OLD]);
    const after = [{ host: 'old.example.dev', atMs: at('12:30') }];
    const used = [{ ...copied(OLD, '9:00'), usedAtMs: at('9:30') }];
    expect(alertOf(used, after, renewed)).toBeNull();
  });

  it('learns nothing from what came from this computer itself', () => {
    const came = [{ host: '127.0.0.1:4711', atMs: at('9:30') }];
    expect(learnAddresses([], came, { inForce, hookPath, namesHosts })).toEqual([]);
    for (const host of ['localhost', 'localhost:80', '127.8.0.1', '[::1]:99', '']) {
      expect(isPublic(host)).toBe(false);
    }
    for (const host of ['name.ngrok-free.app', '10.example.com', '100.20.30.40', '172.15.0.1']) {
      expect(isPublic(host)).toBe(true);
    }
  });

  it.each([
    'host.docker.internal:8080',
    'weekly.rollcall.internal',
    'rollcall-upstream',
    'rollcall:8080',
    'mac.local',
    'box.home.arpa',
    '10.0.0.5:8080',
    '172.17.0.2',
    '192.168.1.20:443',
    '100.64.1.2',
    '[fd00::2]:8080',
  ])('learns nothing from %s, which a proxy may put in place of the host called', (host) => {
    const came = [{ host, atMs: at('12:30') }];
    expect(learnAddresses([], came, { inForce, hookPath, namesHosts })).toEqual([]);
  });

  it('knows the host called by any port and case that mean the same', () => {
    const came = [{ host: 'New.example.dev:443', atMs: at('12:30') }];
    const learnt = learnAddresses([], came, { inForce, hookPath, namesHosts });
    expect(learnt.map(({ address }) => address)).toEqual([NEW]);
    const unknown = [{ host: 'own.example.dev:443', atMs: at('12:30') }];
    expect(alertOf([], unknown, inForce)).toEqual([`https://own.example.dev${hookPath}`]);
    const elsewhere = [{ host: 'new.example.dev:8443', atMs: at('12:30') }];
    expect(alertOf([], elsewhere, inForce)).toEqual([`https://new.example.dev:8443${hookPath}`]);
  });

  it('learns no other host where a proxy of the person’s own names them, but knows those handed out', () => {
    const facts = { inForce, hookPath, namesHosts: false };
    const other = [{ host: 'upstream.example.net', atMs: at('12:30') }];
    expect(learnAddresses([], other, facts)).toEqual([]);
    const holds = [{ host: 'new.example.dev', atMs: at('12:30') }];
    expect(learnAddresses([], holds, facts)).toMatchObject([{ address: NEW }]);
    const former = [{ host: 'old.example.dev', atMs: at('12:30') }];
    const learnt = learnAddresses([copied(OLD, '9:00')], former, facts);
    expect(learnt).toMatchObject([{ address: OLD, usedAtMs: at('12:30') }]);
  });

  it('keeps when an address was used to the day, so that no sync writes a file for it', () => {
    const kept = [{ ...copied(OLD, '9:00'), usedAtMs: at('9:30') }];
    const hourLater = [{ host: 'old.example.dev', atMs: at('10:30') }];
    expect(learnAddresses(kept, hourLater, { inForce: null, hookPath, namesHosts })).toBe(kept);
    const dayLater = [{ host: 'old.example.dev', atMs: at('9:30', 1) }];
    const learnt = learnAddresses(kept, dayLater, { inForce: null, hookPath, namesHosts });
    expect(learnt[0]?.usedAtMs).toBe(at('9:30', 1));
  });

  it('leaves alone what the person says is no longer in use, until a sync comes over it', () => {
    const used = { ...copied(OLD, '9:00'), usedAtMs: at('9:30'), forgottenAtMs: at('12:10') };
    const before = [{ host: 'old.example.dev', atMs: at('11:30') }];
    expect(learnAddresses([used], before, { inForce, hookPath, namesHosts })).toEqual([used]);
    expect(describeAddresses([used], before, inForce)).toEqual([]);
    const after = [{ host: 'old.example.dev', atMs: at('12:30') }];
    expect(alertOf([used], after, inForce)).toEqual([OLD]);
  });

  it('cannot judge while no public address is known', () => {
    expect(alertOf([copied(OLD, '9:00')], [], null)).toBeNull();
  });
});
