/** Splits what Ink hands over into single keystrokes. */
import type {Key} from 'ink';

/** `name` is what key tables match: `a`, `A`, `space`, `enter`, `ctrl-c`, `shift-up`. `text` is what it types, if anything. */
export type Keystroke = {name: string; text: string | null};

const named: readonly [keyof Key, string][] = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['backspace', 'backspace'],
	['delete', 'delete'],
	['escape', 'esc'],
];

/**
 * Terminals batch: `abc` arrives as one event, and so does `hi` with its Enter, whose flag is then unset. So
 * flags count only for events without text of their own, and the rest is taken apart.
 */
export function readKeystrokes(input: string, key: Key): Keystroke[] {
	if (key.eventType === 'release') return [];
	for (const [flag, name] of named) {
		if (key[flag]) return [{name: name === 'esc' ? name : modified(name, key), text: null}];
	}
	if (key.tab) return [{name: key.shift ? 'shift-tab' : 'tab', text: null}];
	if (key.return) return [{name: 'enter', text: null}];
	if (key.ctrl && input === ' ') return [{name: 'ctrl-space', text: null}];
	if (key.ctrl)
		return input === '' ? [] : [{name: modified(input.toLowerCase(), {...key, meta: false}), text: null}];
	if (key.meta) return input === '' ? [] : [{name: `alt-${input}`, text: null}];
	return [...input].map(single);
}

/** With the keys that are held, in one order: `ctrl-shift-left`. Most terminals tell of no shift beside a letter. */
function modified(name: string, {ctrl, meta, shift}: Pick<Key, 'ctrl' | 'meta' | 'shift'>): string {
	return `${ctrl ? 'ctrl-' : meta ? 'alt-' : ''}${shift ? 'shift-' : ''}${name}`;
}

function single(character: string): Keystroke {
	const code = character.codePointAt(0)!;
	if (character === '\r') return {name: 'enter', text: null};
	if (character === '\n') return {name: 'ctrl-j', text: null};
	if (character === '\t') return {name: 'tab', text: null};
	if (character === ' ') return {name: 'space', text: ' '};
	if (code === 0x1b) return {name: 'esc', text: null};
	if (code === 0x7f || code === 0x08) return {name: 'backspace', text: null};
	if (code === 0) return {name: 'ctrl-space', text: null};
	if (code < 0x20) return {name: `ctrl-${String.fromCharCode(code + 0x60)}`, text: null};
	return {name: character, text: character};
}
