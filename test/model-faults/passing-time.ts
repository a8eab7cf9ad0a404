/** How the time of a case goes by. */
import {expect} from 'vitest';
import {type Stage, turns} from './stage.ts';

/** Nothing (more) comes, until a limit is reached: not a moment earlier. `after`: what had come of an answer. */
export function silence(limit_ms: number, after?: string) {
	return async (stage: Stage): Promise<void> => {
		await stage.server.request(1);
		if (after === undefined) await turns();
		else await stage.hears(after);
		await stage.clock.advance(limit_ms - 1);
		await turns();
		expect(stage.over(), 'it is given up before its limit').toBe(false);
		await stage.clock.advance(1);
	};
}

/** Piece after piece at even intervals, for ever. `text`: what each adds to the answer. */
export function dripping(pieces: (n: number) => string, every_ms: number, limit_ms: number, text = '') {
	return async (stage: Stage): Promise<void> => {
		await stage.server.request(1);
		const start = stage.clock.now();
		for (let n = 1; !stage.over() && stage.clock.now() - start <= limit_ms; n++) {
			await stage.send(pieces(n));
			if (text) await stage.hears(text.repeat(n));
			else await turns();
			await stage.clock.advance(every_ms);
			await turns(2);
		}
	};
}

/** A silence that ends in time: then the server goes on. */
export function pause(ms: number, after?: string) {
	return async (stage: Stage): Promise<void> => {
		await stage.server.request(1);
		if (after !== undefined) await stage.hears(after);
		await turns();
		await stage.clock.advance(ms);
		stage.release();
	};
}

/** The whole answer comes, and then nothing that ends the reply. */
export function withoutItsEnd(ms: number, after: string) {
	return async (stage: Stage): Promise<void> => {
		await stage.hears(after);
		// The finish came in the same write as the text.
		await turns();
		await stage.clock.advance(ms);
	};
}
