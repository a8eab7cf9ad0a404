/** How the text of a recorded answer comes back: in pieces, each after a wait. */
import type {RecordedAnswer} from '../../core/cassette.ts';
import {wholeCharacter} from '../../core/whole-character.ts';

export type PacedPiece = {wait_ms: number; text: string};

/** Nobody wants to sit through a silence twice. */
const longestWait_ms = 2000;

/** Without a recorded timing: as fast as a quick model writes, and no answer takes longer than this to appear. */
const firstWait_ms = 400;
const charactersPerSecond = 400;
const longestAnswer_ms = 6000;

/** In the recorded rhythm, waits over 2 s shortened; without one at a rate that can be read along. */
export function paceOf({response, timing}: Pick<RecordedAnswer, 'response' | 'timing'>): PacedPiece[] {
	return timing && timing.length > 0 ? recordedPace(response, timing) : steadyPace(response);
}

function recordedPace(text: string, timing: [number, number][]): PacedPiece[] {
	const pieces: PacedPiece[] = [];
	let time = 0;
	let shown = 0;
	for (const [at, characters] of timing) {
		const end = wholeCharacter(text, characters);
		if (end <= shown) continue;
		pieces.push({wait_ms: Math.min(longestWait_ms, Math.max(0, at - time)), text: text.slice(shown, end)});
		time = Math.max(time, at);
		shown = end;
	}
	if (shown < text.length) pieces.push({wait_ms: 0, text: text.slice(shown)});
	return pieces;
}

function steadyPace(text: string): PacedPiece[] {
	const perCharacter_ms = Math.min(1000 / charactersPerSecond, longestAnswer_ms / Math.max(1, text.length));
	const words = text.match(/\s*\S{1,12}|\s+$/gu) ?? [];
	return words.map((word, i) => ({
		wait_ms: Math.round(word.length * perCharacter_ms) + (i === 0 ? firstWait_ms : 0),
		text: word,
	}));
}
