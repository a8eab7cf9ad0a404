import {closeSync, ftruncateSync, openSync, rmSync, writeSync} from 'node:fs';
import type {GrowingText} from '../../core/growing-text.ts';
import {wholeCharacter} from '../../core/whole-character.ts';
import type {Redact} from './redact.ts';

/** Characters at the end that may still change by what comes after them: no key is longer. */
const unsettled = 16 * 1024;
/** Characters that are written at once. */
const portion = 1024 * 1024;

/**
 * A file that follows a growing text: each time what is new is written, and the end that may still turn out to be the
 * first half of a key, or of a character. What a kill leaves is the text up to some place near its end.
 */
export class GrowingFile {
	readonly #file: number;
	readonly #redact: Redact;
	/** What is written for good: in characters of the text, and in bytes of the file. */
	#settled = {characters: 0, bytes: 0};
	#size = 0;
	#written = 0;

	/** Readable by its owner only; what was there before goes. Throws. */
	constructor(path: string, redact: Redact) {
		rmSync(path, {force: true});
		this.#file = openSync(path, 'wx', 0o600);
		this.#redact = redact;
	}

	/** Writes what has come since. At once; throws. */
	follow(text: GrowingText): void {
		while (text.length > this.#written)
			this.#write(text.slice(this.#settled.characters, this.#written + portion));
	}

	#write(rest: string): void {
		const shown = this.#redact(rest);
		const bytes = Buffer.from(shown);
		for (let done = 0; done < bytes.length; )
			done += writeSync(this.#file, bytes, done, bytes.length - done, this.#settled.bytes + done);
		const size = this.#settled.bytes + bytes.length;
		if (size < this.#size) ftruncateSync(this.#file, size);
		this.#size = size;
		this.#written = this.#settled.characters + rest.length;
		if (rest.length > 2 * unsettled) this.#settle(rest, shown);
	}

	close(): void {
		closeSync(this.#file);
	}

	/** Not in the middle of what was redacted: there it would be told apart no more. */
	#settle(rest: string, shown: string): void {
		const cut = wholeCharacter(rest, rest.length - unsettled);
		const before = this.#redact(rest.slice(0, cut));
		if (before + this.#redact(rest.slice(cut)) !== shown) return;
		this.#settled = {
			characters: this.#settled.characters + cut,
			bytes: this.#settled.bytes + Buffer.byteLength(before),
		};
	}
}
