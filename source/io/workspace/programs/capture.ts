/** Bytes kept from the beginning and from the end of each stream. */
const KEPT = 64 * 1024;
/** Characters passed on live; the rest is seen when the program has ended. */
const LIVE_LIMIT = 1024 * 1024;

/** Takes a stream's bytes, however many, and holds on to its head and tail only. */
export class OutputCapture {
	readonly #limit: number;
	readonly #head: Buffer[] = [];
	#tail: Buffer[] = [];
	#headSize = 0;
	#tailSize = 0;
	/** Bytes seen so far. */
	total = 0;

	constructor(limit: number = KEPT) {
		this.#limit = limit;
	}

	add(chunk: Buffer): void {
		this.total += chunk.length;
		const toHead = chunk.subarray(0, this.#limit - this.#headSize);
		if (toHead.length > 0) {
			this.#head.push(Buffer.from(toHead));
			this.#headSize += toHead.length;
		}

		const toTail = chunk.subarray(toHead.length);
		if (toTail.length === 0) return;
		this.#tail.push(Buffer.from(toTail.subarray(-this.#limit)));
		this.#tailSize += this.#tail.at(-1)!.length;
		if (this.#tailSize > 2 * this.#limit) this.#cutTail();
	}

	/** The text; what was left out is said in the middle. */
	text(): string {
		this.#cutTail();
		const head = Buffer.concat(this.#head);
		const tail = Buffer.concat(this.#tail);
		const left = this.total - head.length - tail.length;
		if (left === 0) return Buffer.concat([head, tail]).toString();
		const start = new TextDecoder().decode(head, {stream: true});
		const firstWhole = tail.findIndex(byte => (byte & 0xc0) !== 0x80);
		const end = tail.subarray(Math.max(0, firstWhole)).toString();
		return `${start}\n[… ${left.toLocaleString('en')} bytes of output are left out here …]\n${end}`;
	}

	#cutTail(): void {
		const tail = Buffer.concat(this.#tail).subarray(-this.#limit);
		this.#tail = [tail];
		this.#tailSize = tail.length;
	}
}

/** Passes decoded pieces on until there were too many of them, then says so once. */
export function relayLive(onOutput: (text: string) => void): () => (chunk: Buffer) => void {
	let passed = 0;
	return () => {
		const decoder = new TextDecoder();
		return chunk => {
			if (passed >= LIVE_LIMIT) return;
			const text = decoder.decode(chunk, {stream: true});
			passed += text.length;
			if (text !== '') onOutput(text);
			if (passed >= LIVE_LIMIT) onOutput('\n[… more is printed than is shown here …]\n');
		};
	};
}
