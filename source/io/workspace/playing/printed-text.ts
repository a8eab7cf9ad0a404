/** So many characters of what was printed are kept. */
const kept = 4000;

/** What a program printed, as a text: the end of it, without what moves the cursor. */
export class PrintedText {
	#text = '';
	/** The cursor went back to the line's beginning: what comes next is another line, unless it is a line's end. */
	#returned = false;

	add(text: string): void {
		if (text === '') return;
		if (this.#returned) this.breakLine();
		this.#append(text);
	}

	newLine(): void {
		this.#returned = false;
		this.#append('\n');
	}

	return(): void {
		this.#returned = true;
	}

	/** A character was taken back, as while somebody types. */
	back(): void {
		if (!this.#text.endsWith('\n')) this.#text = this.#text.slice(0, -1);
	}

	/** What comes next stands elsewhere. */
	breakLine(): void {
		this.#returned = false;
		if (this.#text !== '' && !this.#text.endsWith('\n')) this.#append('\n');
	}

	/** From a line's beginning, where there is one. */
	tail(): string {
		const tail = this.#text.slice(-kept);
		const line = tail.indexOf('\n');
		return tail.length < this.#text.length && line !== -1 ? tail.slice(line + 1) : tail;
	}

	/** Cut now and then only: a cut copies it. */
	#append(text: string): void {
		this.#text += text;
		if (this.#text.length > 4 * kept) this.#text = this.#text.slice(-2 * kept);
	}
}
