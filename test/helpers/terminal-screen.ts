/** A terminal emulator without a window: it takes what a program writes, and says what a person would see. */
import {Buffer} from 'node:buffer';
// Node finds no named exports in it, Vitest finds either.
import headless, {type Terminal as Emulator, type IBufferLine} from '@xterm/headless';

export type Modes = {
	alternateScreen: boolean;
	cursorHidden: boolean;
	bracketedPaste: boolean;
	applicationCursor: boolean;
	/** The program is told when the window is entered or left. */
	focusReports: boolean;
	/** `none` while the mouse is off. */
	mouseTracking: 'none' | 'x10' | 'vt200' | 'drag' | 'any';
};

export type Screen = {
	/** The rows of the viewport, trimmed on the right and at the end. */
	text(): string;
	modes(): Modes;
	/** Where the terminal's own cursor stands: cells from the upper left corner of the viewport. */
	cursor(): {x: number; y: number};
	title(): string;
	bells(): number;
	/** Messages of OSC 9. */
	notifications(): string[];
	/** Texts put on the clipboard by OSC 52. */
	copies(): string[];
	/** Settles when all that was written so far is parsed. */
	write(data: string): Promise<void>;
	resize(columns: number, rows: number): void;
	dispose(): void;
};

/**
 * `answer` gets what a terminal replies to a program's queries; `changed` is called whenever a person
 * could see something new, in the middle of a write too.
 */
export function createScreen({
	columns,
	rows,
	answer,
	changed,
}: {
	columns: number;
	rows: number;
	answer: (data: string) => void;
	changed: () => void;
}): Screen {
	const emulator = new headless.Terminal({cols: columns, rows, scrollback: 10_000, allowProposedApi: true});
	let title = '';
	let bells = 0;
	let cursorHidden = false;
	/** What stays in sight while a synchronized update (mode 2026) is being written. */
	let frozen: string | null = null;
	const notifications: string[] = [];
	const copies: string[] = [];

	const text = () => frozen ?? viewport(emulator);
	const {parser} = emulator;
	emulator.onData(answer);
	emulator.onTitleChange(now => {
		title = now;
	});
	emulator.onBell(() => {
		bells++;
	});
	parser.registerOscHandler(9, message => notifications.push(message) > 0);
	parser.registerOscHandler(52, data => {
		const payload = data.slice(data.indexOf(';') + 1);
		if (payload !== '?') copies.push(Buffer.from(payload, 'base64').toString('utf8'));
		return true;
	});
	parser.registerCsiHandler({prefix: '?', final: 'h'}, params => {
		if (params.includes(25)) cursorHidden = false;
		if (params.includes(2026) && frozen === null) {
			changed();
			frozen = viewport(emulator);
		}
		return false;
	});
	parser.registerCsiHandler({prefix: '?', final: 'l'}, params => {
		if (params.includes(25)) cursorHidden = true;
		if (params.includes(2026)) {
			frozen = null;
			changed();
		}
		return false;
	});
	parser.registerEscHandler({final: 'c'}, () => {
		cursorHidden = false;
		frozen = null;
		return false;
	});

	return {
		text,
		modes: () => ({
			alternateScreen: emulator.buffer.active.type === 'alternate',
			cursorHidden,
			bracketedPaste: emulator.modes.bracketedPasteMode,
			applicationCursor: emulator.modes.applicationCursorKeysMode,
			focusReports: emulator.modes.sendFocusMode,
			mouseTracking: emulator.modes.mouseTrackingMode,
		}),
		cursor: () => ({x: emulator.buffer.active.cursorX, y: emulator.buffer.active.cursorY}),
		title: () => title,
		bells: () => bells,
		notifications: () => [...notifications],
		copies: () => [...copies],
		write: data =>
			new Promise(resolve =>
				emulator.write(data, () => {
					changed();
					resolve();
				}),
			),
		resize(columns, rows) {
			emulator.resize(columns, rows);
			changed();
		},
		dispose: () => emulator.dispose(),
	};
}

function viewport({buffer: {active}, rows}: Emulator): string {
	const lines: string[] = [];
	for (let row = 0; row < rows; row++) lines.push(shown(active.getLine(active.viewportY + row)));
	return lines.join('\n').trimEnd();
}

/** `translateToString` trims only cells that were never written, so the spaces of a frame stay. */
function shown(line: IBufferLine | undefined): string {
	return line?.translateToString(true).trimEnd() ?? '';
}
