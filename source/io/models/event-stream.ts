/** Server-sent events, as the HTML standard has them (9.2.6). */

export type ServerEvent = {
	/** Empty where it has none. */
	name: string;
	data: string;
};

export type EventParser = {
	/** The events that this piece brings to their end; it may be cut anywhere, in a character too. */
	push(piece: Uint8Array): ServerEvent[];
	/** The event that came last, should it lack the blank line behind it: the standard drops it, and servers leave that line out. */
	end(): ServerEvent[];
};

/** Events without data are left out: some servers send such to keep the connection alive. */
export function createEventParser(): EventParser {
	// It takes a byte order mark away.
	const decoder = new TextDecoder();
	/** Of a line whose end has not come. */
	let held = '';
	/** A carriage return was the last that came: a line feed that comes next belongs to it. */
	let returned = false;
	let name = '';
	let data: string | null = null;

	function parse(text: string): ServerEvent[] {
		if (text === '') return [];
		const lines = text.slice(returned && text[0] === '\n' ? 1 : 0).split(/\r\n|\n|\r/);
		returned = text.endsWith('\r');
		lines[0] = held + lines[0];
		held = lines.pop()!;
		const events: ServerEvent[] = [];
		for (const line of lines) {
			if (line !== '') {
				readField(line);
				continue;
			}
			if (data) events.push({name, data});
			name = '';
			data = null;
		}
		return events;
	}

	function readField(line: string): void {
		const colon = line.indexOf(':');
		const field = colon === -1 ? line : line.slice(0, colon);
		const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
		if (field === 'data') data = data === null ? value : `${data}\n${value}`;
		else if (field === 'event') name = value;
	}

	return {
		push: piece => parse(decoder.decode(piece, {stream: true})),
		end: () => parse(`${decoder.decode()}\n\n`),
	};
}
