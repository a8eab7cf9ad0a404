/** Characters that are gathered before they become a block. */
const blockSize = 16 * 1024;
/** A piece of so many characters is a block by itself: whoever else holds it holds the same string, not a copy. */
const longPiece = 256;

/** What can be read by ranges of UTF-16 units; a string is one. */
export type TextSource = {readonly length: number; slice(from: number, to?: number): string};

/**
 * A text that comes in small pieces and may become huge: an answer of 50 MB comes in ten million of them. Joined to
 * blocks, a piece costs no object of its own, and reading what is new costs no copy of what was there before.
 */
export class GrowingText implements TextSource {
	#blocks: string[] = [];
	/** Where each block ends. */
	#ends: number[] = [];
	#pieces: string[] = [];
	/** Where the pieces begin. */
	#joined = 0;
	#length = 0;

	constructor(text = '') {
		this.append(text);
	}

	get length(): number {
		return this.#length;
	}

	append(piece: string): void {
		if (piece === '') return;
		const isLong = piece.length >= longPiece;
		if (isLong && this.#pieces.length > 0) this.#closeBlock();
		this.#pieces.push(piece);
		this.#length += piece.length;
		if (isLong || this.#length - this.#joined >= blockSize) this.#closeBlock();
	}

	/** The part between two places, in UTF-16 units. */
	slice(from: number, to = this.#length): string {
		const parts: string[] = [];
		for (let index = this.#blockAt(from); index < this.#blocks.length; index++) {
			const start = index === 0 ? 0 : this.#ends[index - 1]!;
			if (start >= to) break;
			parts.push(this.#blocks[index]!.slice(Math.max(0, from - start), to - start));
		}
		if (to > this.#joined && this.#pieces.length > 0)
			parts.push(this.#rest().slice(Math.max(0, from - this.#joined), to - this.#joined));
		return parts.length === 1 ? parts[0]! : parts.join('');
	}

	/** All of it, from then on held as this one string. */
	toString(): string {
		const whole = this.slice(0);
		this.share(whole);
		return whole;
	}

	/** Holds on to another's copy of the same text instead of its own. */
	share(whole: string): void {
		if (whole.length !== this.#length || whole === '') return;
		this.#blocks = [whole];
		this.#ends = [whole.length];
		this.#pieces = [];
		this.#joined = whole.length;
	}

	/** The first block that ends behind a place. */
	#blockAt(place: number): number {
		let low = 0;
		let high = this.#ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#ends[middle]! > place) high = middle;
			else low = middle + 1;
		}
		return low;
	}

	#rest(): string {
		if (this.#pieces.length > 1) this.#pieces = [this.#pieces.join('')];
		return this.#pieces[0] ?? '';
	}

	#closeBlock(): void {
		this.#blocks.push(this.#rest());
		this.#ends.push(this.#length);
		this.#pieces = [];
		this.#joined = this.#length;
	}
}
