import type { ArrivedRound } from './learn-rhythm.ts';

/** The rounds on the beat of an interval; what came between two beats, such as a repeat, moves nothing. */
export function onBeat(rounds: readonly ArrivedRound[], everyMs: number): readonly ArrivedRound[] {
  const beats: ArrivedRound[] = [];
  for (const round of rounds) {
    const last = beats.at(-1);
    // Far back: the clock was set back, and the beat goes on by the new one.
    const isBeat =
      last === undefined || Math.abs(round.startedAtMs - last.startedAtMs) >= everyMs / 2;
    if (isBeat) beats.push(round);
  }
  return beats;
}
